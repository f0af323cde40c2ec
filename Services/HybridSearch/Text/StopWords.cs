using System.Collections.Frozen;

namespace EventAi.HybridSearch.Text;

/// <summary>Words that every text of a language holds and that say nothing about it.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    public static IReadOnlyDictionary<Language, FrozenSet<string>> All { get; } = new Dictionary<Language, FrozenSet<string>>
    {
        [Language.English] = Set("""
            a about above after again against all also am an and any are aren't as at be because been before being below between both but by can can't cannot could couldn't
            did didn't do does doesn't doing don't down during each few for from further had hadn't has hasn't have haven't having he her here here's hers herself him himself his
            how i i'm i've if in into is isn't it it's its itself just let's me more most must my myself no nor not of off on once only or other ought our ours ourselves out over
            own same she should shouldn't so some such than that that's the their theirs them themselves then there there's these they they're this those through to too under until
            up upon us very was wasn't we we're were weren't what what's when where which while who whom whose why will with won't would wouldn't you you're your yours yourself yourselves
            """),
        [Language.German] = Set("""
            aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist da damit dann das dass daß dazu dein deine dem
            den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gewesen hab habe haben
            hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jener kann kein keine keinem keinen keiner
            können könnte machen man manche mehr mein meine mich mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind
            so solche soll sollte sondern sonst über um und uns unser unsere unter viel vom von vor während war waren was weil welche welchem welchen welcher welches wenn werde werden wie
            wieder will wir wird wirst wo wollen worden wurde wurden zu zum zur zwar zwischen
            """),
        [Language.French] = Set("""
            à ai aie ainsi alors au aucun aussi autre autres aux avait avant avec avoir ayant c'est car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci comme comment
            d'un d'une dans de des deux donc dont du elle elles en encore entre est et étaient était été être eu eux fait faire fois font hors ici il ils j'ai je jusque l'on la là le les leur leurs lors lui
            ma mais me même mêmes mes moi moins mon n'a n'est ne ni non nos notre nous on ont ou où par parce pas peu peut peuvent plus pour pourquoi qu'il qu'elle qu'un quand que quel quelle quelles quels qui
            sa sans se sera ses seulement si sien son sont sous soi sur ta tandis te tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y
            """),
        [Language.Spanish] = Set("""
            a al algo algunas algunos ante antes aquel aquella aquí así aún aunque bajo bien cada casi como cómo con contra cual cuál cuales cuando cuándo cuanto de del desde donde dónde dos durante e el él
            ella ellas ellos en entre era eran eres es esa esas ese eso esos esta está estaba están estar estas este esto estos fue fueron ha había habían han has hasta hay he la las le les lo los más me
            mediante mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quién quienes se sea según ser si sí sido sin
            sobre sois son soy su sus también tan tanto te tiene tienen toda todas todo todos tras tu tú un una unas uno unos usted ustedes y ya yo
            """),
        [Language.Italian] = Set("""
            a abbiamo agli ai al alla alle allo anche ancora avere aveva avevano che chi ci ciò cioè come con contro cosa così cui da dagli dai dal dalla dalle dallo degli dei del dell della delle dello dentro
            di dopo dove due e è ed era erano essere fa fino fra gli già ha hai hanno ho i il in indi infatti invece io la le lei li lo loro lui ma me meno mentre mi mia mie miei mio molto ne negli nei nel
            nell nella nelle nello noi non nostra nostro o ogni oltre oppure per perché perciò più poi possono può qual quale quali quando quanto quella quelle quelli quello questa queste questi questo qui
            quindi sé se sei sempre senza si sia siamo siano sono stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tu tutta tutte tutti tutto un una uno vi voi
            """),
        [Language.Portuguese] = Set("""
            a à ao aos aquela aquelas aquele aqueles aquilo as às até através cada com como contra da das de dela dele deles depois desde dessa desse desta deste do dos e é ela elas ele eles em enquanto
            entre era eram essa essas esse esses esta está estão estas estava este estes eu foi foram há isso isto já lhe lhes mais mas me mesmo meu meus minha muito na não nas nem no nos nós nossa nosso
            num numa o onde os ou para pela pelas pelo pelos per pode podem pois por porque porém qual quais quando quanto que quem são se seja sem sempre ser será seu seus si sido sob sobre sua suas só
            também tanto te tem têm tendo ter teve tinha toda todas todo todos tu um uma umas uns você vocês
            """),
        [Language.Dutch] = Set("""
            aan achter al alle alles als altijd andere ben bij binnen daar dan dat de deze die dit doch doen door dus een eens en enkele er ge geen geweest haar had hadden heb hebben heeft hem het hier hij
            hoe hun iemand iets ik in is ja je jij jullie kan kon kunnen maar me meer men met mij mijn moet moeten na naar nadat niet niets nog nu of om omdat onder ons onze ook op over reeds sinds te
            tegen ten ter terwijl toch toen tot tussen uit uw van vanaf veel vol voor voordat want waren was wat we wel welke werd werden wie wij worden wordt zal ze zelf zich zij zijn zo zoals zonder zou zouden
            """),
        [Language.Swedish] = Set("""
            alla allt alltså att av bara blev bli blir blivit dag då de dem den denna dennes deras dess dessa det detta dig din dina ditt du där efter ej eller en er era ett från för ha hade han hans har hela
            henne hennes hon honom hos hur här i icke ingen inget inom inte jag ju kan kunde man med mellan men mer mig min mina mitt mot mycket måste ni nu när någon något några och också om oss på samma
            sedan sig sin sina sitt själv skall ska skulle som så sådan till under upp ut utan vad var vara varför varit varje vars vart vem vi vid vilka vilken vilket vår våra än är åt över
            """),
    };

    public static FrozenSet<string> Of(Language language) => All.TryGetValue(language, out var words) ? words : None;

    private static FrozenSet<string> Set(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
