namespace UglyToad.PdfPig;

public sealed class ParsingOptions;
