using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace GatewaySim.Journal.Sqlite;

/// <summary>
/// Chooses the SQLite library: the system's where there is one that is new enough, else the bundled one.
/// </summary>
/// <remarks>
/// The bundled one is SQLite 3.35.5; a system's gets security fixes. UPSERT and WITHOUT ROWID need 3.24.
/// </remarks>
internal static class NativeSqlite
{
    private const int VersionMin = 3_035_000;

    private static readonly Lazy<bool> Started = new(Start);

    public static void EnsureStarted() => _ = Started.Value;

    private static bool Start()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3" || !NativeLibrary.TryLoad("libsqlite3.so.0", out var library))
        {
            return IntPtr.Zero;
        }

        return NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)
            && Marshal.GetDelegateForFunctionPointer<VersionNumber>(version)() >= VersionMin
            ? library
            : IntPtr.Zero;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
