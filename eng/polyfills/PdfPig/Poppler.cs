using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using UglyToad.PdfPig.Core;

namespace UglyToad.PdfPig;

/// <summary>Runs one of poppler's tools to its end, within a limit of address space (the shell's) and none of time: the caller's process has one.</summary>
internal static class Poppler
{
    private const int AddressSpace = 2_000_000; // KiB

    public static string Run(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode switch
        {
            0 => output,
            127 => throw new PdfDocumentFormatException($"{tool} is missing: install poppler-utils."),
            _ => throw new PdfDocumentFormatException($"{tool} ended with {process.ExitCode}: {errors.Result}"),
        };
    }

    private static Process Start(string tool, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -v {AddressSpace}; exec {tool} \"$@\"", tool, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PdfDocumentFormatException("No shell to start the PDF tools with.", exception);
        }
    }
}
