using EventAi.HybridSearch.Stemming;
using EventAi.HybridSearch.Text;

namespace EventAi.HybridSearch.Tests;

public sealed class TextAnalyzerTests
{
    private readonly TextAnalyzer analyzer = new();

    /// <summary>Pairs of Snowball's own vocabulary for English.</summary>
    [Theory]
    [InlineData("consign consigned consigning consignment", "consign consign consign consign")]
    [InlineData("consist consistency consistent consolations consolatory", "consist consist consist consol consolatori")]
    [InlineData("knack knackeries knavish kneaded knightly knots", "knack knackeri knavish knead knight knot")]
    [InlineData("generate generously communities arsenal", "generat generous communiti arsenal")]
    [InlineData("skies dying news inning proceed succeeded", "sky die news inning proceed succeed")]
    [InlineData("caresses flies ties cries gas this kiwis gaps", "caress fli tie cri gas this kiwi gap")]
    [InlineData("hopping hoping falling luxuriated sized bled", "hop hope fall luxuri size bled")]
    [InlineData("relational conditional vietnamization hopefulness sensibility", "relat condit vietnam hope sensibl")]
    [InlineData("happy cry by say enjoy boy's", "happi cri by say enjoy boy")]
    [InlineData("electrical goodness adjustment adoption rate cease controll", "electr good adjust adopt rate ceas control")]
    public void English_Words_HaveSnowballsStems(string words, string stems)
        => Assert.Equal(stems, string.Join(' ', words.Split(' ').Select(EnglishStemmer.Stem)));

    [Theory]
    [InlineData(Language.German, "Häuser Haus", "Rechnungen Rechnung", "gekaufte gekauften")]
    [InlineData(Language.French, "nations nation", "l'économie économies", "journaux journal")]
    [InlineData(Language.Spanish, "canciones canción", "rápidos rápida", "médico medicos")]
    [InlineData(Language.Italian, "nazioni nazione", "l'amico amici", "rapida rapido")]
    [InlineData(Language.Portuguese, "ações ação", "rápidas rápido", "médicos medico")]
    [InlineData(Language.Dutch, "manen maan", "rekeningen rekening", "grote groot")]
    [InlineData(Language.Swedish, "flickorna flicka", "bilarna bil", "husen hus")]
    public void Stem_FormsOfAWord_Meet(Language language, params string[] pairs)
        => Assert.All(pairs, pair => Assert.Single(analyzer.Terms(pair, language).Distinct()));

    [Theory]
    [InlineData("The storage service keeps every document that was uploaded to it.", Language.English)]
    [InlineData("Der Dienst speichert jedes Dokument, das von einem Kunden hochgeladen wurde.", Language.German)]
    [InlineData("Le service garde tous les documents qui ont été envoyés par les clients.", Language.French)]
    [InlineData("El servicio guarda todos los documentos que los clientes han enviado.", Language.Spanish)]
    [InlineData("Il servizio conserva tutti i documenti che sono stati inviati dai clienti.", Language.Italian)]
    [InlineData("O serviço guarda todos os documentos que foram enviados pelos clientes.", Language.Portuguese)]
    [InlineData("De dienst bewaart alle documenten die door de klanten zijn verstuurd.", Language.Dutch)]
    [InlineData("Tjänsten sparar alla dokument som har skickats av kunderna och inte raderats.", Language.Swedish)]
    [InlineData("全文検索エンジンは文書を索引付けします。", Language.Cjk)]
    [InlineData("xyzzy plugh 42", Language.Unknown)]
    [InlineData("", Language.Unknown)]
    public void Detect_Text_TellsItsLanguage(string text, Language language) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("It's the U.S.A. in 3.5 high-speed tests!", "u.s.a 3.5 high speed test")]
    [InlineData("中文搜索 engine", "中文 文搜 搜索 engin")]
    [InlineData("猫", "猫")]
    [InlineData("…—?!", "")]
    [InlineData("\ud83d broken \udc00", "broken")]
    public void Terms_Text_IsCutIntoWords(string text, string terms) => Assert.Equal(terms, string.Join(' ', analyzer.Terms(text, Language.English)));
}
