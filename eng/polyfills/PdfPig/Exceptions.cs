namespace UglyToad.PdfPig.Core
{
    public class PdfDocumentFormatException : Exception
    {
        public PdfDocumentFormatException()
        {
        }

        public PdfDocumentFormatException(string message) : base(message)
        {
        }

        public PdfDocumentFormatException(string message, Exception inner) : base(message, inner)
        {
        }
    }
}

namespace UglyToad.PdfPig.Exceptions
{
    public class PdfDocumentEncryptedException : Exception
    {
        public PdfDocumentEncryptedException()
        {
        }

        public PdfDocumentEncryptedException(string message) : base(message)
        {
        }

        public PdfDocumentEncryptedException(string message, Exception inner) : base(message, inner)
        {
        }
    }
}
