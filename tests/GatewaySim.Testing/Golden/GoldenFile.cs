using System.Reflection;

namespace GatewaySim.Testing.Golden;

/// <summary>A file of requests and answers. How to read one stands in <c>README.md</c> beside them.</summary>
public sealed class GoldenFile
{
    public const string Extension = ".http";

    private const string AnswerMark = "=> ";

    private readonly string _path;
    private readonly List<string> _rest = [];

    private GoldenFile(string path) => _path = path;

    public List<GoldenCase> Cases { get; } = [];

    /// <summary>The names of the files of a test project.</summary>
    public static IEnumerable<string> NamesOf(Assembly tests) =>
        Directory.EnumerateFiles(FolderOf(tests), "*" + Extension)
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Order();

    /// <summary>All cases of a test project.</summary>
    public static IEnumerable<GoldenCase> CasesOf(Assembly tests) =>
        NamesOf(tests).SelectMany(n => Open(tests, n).Cases);

    public static GoldenFile Open(Assembly tests, string name)
    {
        var file = new GoldenFile(Path.Combine(FolderOf(tests), name + Extension));
        var lines = File.ReadAllLines(file._path);
        for (var at = 0; at < lines.Length;)
        {
            var lead = lines.Skip(at).TakeWhile(l => !l.StartsWith(AnswerMark, StringComparison.Ordinal)).ToList();
            at += lead.Count;
            if (at == lines.Length)
            {
                file._rest.AddRange(lead);
                break;
            }

            var answer = lines.Skip(at).TakeWhile(l => !GoldenCase.IsMark(l)).ToList();
            at += answer.Count;
            file.Cases.Add(GoldenCase.Read(lead, string.Join('\n', answer)[AnswerMark.Length..].TrimEnd('\n')));
        }

        return file;
    }

    /// <summary>Writes the file anew, with other answers.</summary>
    public void Rewrite(IReadOnlyList<string> answers)
    {
        var lines = Cases.Zip(answers, (c, a) => $"{string.Join('\n', c.Lead)}\n{AnswerMark}{a}\n");
        var text = string.Join('\n', lines) + string.Join('\n', _rest);
        File.WriteAllText(_path, text.TrimEnd('\n') + "\n");
    }

    private static string FolderOf(Assembly tests) =>
        Path.Combine(SourceTree.Root, "tests", tests.GetName().Name!, "Golden");
}
