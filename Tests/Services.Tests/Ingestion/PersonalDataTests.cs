using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.PersonalData;
using EventAi.PersonalData;
using EventAi.Support;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Services.Tests.Ingestion;

public sealed class PersonalDataTests : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _connection = null!;
    private PersonalDataVault _vault = null!;
    private PersonalDataTokenizer _tokenizer = null!;

    public static TheoryData<string, string> Values => new()
    {
        { "email", "ada.lovelace+cards@mail.example.co.uk" },
        { "email", "jürgen@bücher.example" },
        { "iban", "DE89 3704 0044 0532 0130 00" },
        { "iban", "GB82WEST12345698765432" },
        { "iban", "fr14 2004 1010 0505 0001 3m02 606" },
        { "card", "4111 1111 1111 1111" },
        { "card", "5500005555555559" },
        { "card", "3782-822463-10005" },
        { "national-id", "078-05-1120" },
        { "national-id", "AB 12 34 56 C" },
        { "national-id", "12345678Z" },
        { "national-id", "RSSMRA85T10A562S" },
        { "national-id", "111.444.777-35" },
        { "national-id", "756.9217.0769.85" },
        { "national-id", "19811228-9874" },
        { "national-id", "131052-308T" },
        { "national-id", "2 55 08 14 168 025 38" },
        { "national-id", "11010519491231002X" },
        { "national-id", "2341 2341 2346" },
        { "national-id", "44051401359" },
        { "phone", "+49 (0)30 901820-00" },
        { "phone", "+1 415 555 2671" },
        { "phone", "0044 20 7946 0958" },
        { "phone", "(415) 555-2671" },
        { "phone", "030/90182000" },
    };

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _connection = await _server.ConnectAsync();
        var keys = new PersonalDataKeys(Options.Create(new PersonalDataOptions { Key = new string('k', 32) }));
        _vault = new PersonalDataVault(_connection, keys);
        _tokenizer = new PersonalDataTokenizer(keys, _vault);
    }

    public async Task DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Find_PersonalDataInASentence_IsFoundWhole(string kind, string value)
    {
        var text = $"Please note {value}, as agreed.";

        var found = Assert.Single(PersonalDataFinder.Find(text));

        Assert.Equal((kind, value), (found.Kind.Name(), text.Substring(found.Start, found.Length)));
    }

    [Theory]
    [InlineData("Within 120 days, at most 2,500 euros, on 2026-11-21 at 10:00.")]
    [InlineData("Order 4111 1111 1111 1112 and invoice DE89 3704 0044 0532 0130 01.")]
    [InlineData("Version 10.0.14.2 of 21.11.2026, build 1234567890, sha 3f786850e387550fdab836ed7e6dc881de23001b.")]
    [InlineData("Section 3.5.12 says 1-2-3; see pages 100-200, or 0.5 to 0.75.")]
    [InlineData("user@localhost, @handle, and a@b")]
    [InlineData("000-12-3456 and 123456789 and 12345678A")]
    public void Find_OrdinaryNumbers_AreLeftAlone(string text) => Assert.Empty(PersonalDataFinder.Find(text));

    [Fact]
    public void Find_InALongText_FindsEveryOneWhereItStands()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(static number => $"Line {number} names person{number}@example.org, who pays.\n"));

        var found = PersonalDataFinder.Find(text);

        Assert.Equal(5000, found.Count);
        Assert.All(found, match => Assert.Equal(match.Normalized, text.Substring(match.Start, match.Length)));
    }

    [Fact]
    public async Task Tokenize_Document_IsStablePerTenantAndCanBeRevealed()
    {
        var document = new ParsedDocument("Mail of ada@example.org", [new("From ada@example.org", "Call +1 415 555 2671 or write ADA@example.org.", 0), new("", "Card 4111111111111111 here.", 48)]) { PageStarts = [0, 48] };

        var (tokenized, kinds) = await _tokenizer.TokenizeAsync("acme", document);
        var again = await _tokenizer.TokenizeAsync("acme", document);
        var (other, _) = await _tokenizer.TokenizeAsync("globex", document);

        Assert.Equal(["email", "card", "phone"], kinds);
        Assert.Equal(tokenized.Sections, again.Document.Sections);
        Assert.NotEqual(tokenized.Title, other.Title);
        var all = string.Join('\n', tokenized.Sections.Select(static section => section.TitlePath + section.Text).Prepend(tokenized.Title));
        Assert.DoesNotContain("example.org", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("4111", all, StringComparison.Ordinal);
        Assert.DoesNotContain("555", all, StringComparison.Ordinal);
        Assert.Equal("Mail of ada@example.org", await _tokenizer.RevealAsync("acme", tokenized.Title));
        Assert.Equal(tokenized.Title, await _tokenizer.RevealAsync("globex", tokenized.Title));
        Assert.Equal("Card 4111111111111111 here.", await _tokenizer.RevealAsync("acme", tokenized.Sections[1].Text));
        Assert.Equal(tokenized.Title, _tokenizer.Tokenize("acme", "Mail of Ada@Example.org"));
        Assert.Equal(tokenized.Title, _tokenizer.Tokenize("acme", tokenized.Title));
        // Offsets and pages are those of the text as it now is.
        Assert.Equal(tokenized.Sections[0].Text.Length + 2, tokenized.Sections[1].Offset);
        Assert.Equal([0, tokenized.Sections[1].Offset], tokenized.PageStarts);
    }

    [Fact]
    public async Task Vault_Store_HoldsNothingReadable()
    {
        await _tokenizer.TokenizeAsync("acme", new ParsedDocument("t", [new("", "ada@example.org", 0)]));

        var kept = await _connection.GetDatabase().HashGetAllAsync("personal-data:acme");

        Assert.DoesNotContain("ada", System.Text.Encoding.Latin1.GetString((byte[])Assert.Single(kept).Value!), StringComparison.OrdinalIgnoreCase);
        var stranger = new PersonalDataVault(_connection, new PersonalDataKeys(Options.Create(new PersonalDataOptions { Key = new string('x', 32) })));
        Assert.Null(await stranger.FindAsync("acme", kept[0].Name.ToString()));
    }
}
