// What the binding says, in the words of ffi/abi.txt: Facts.exe | LC_ALL=C sort. The runtime says where fields lie, and finds every function in the library.
using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

static class Facts
{
    const BindingFlags Everything = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // The elements of an array are fields of their own: words0, words1.
    static string Plain(FieldInfo field)
    {
        return field.Name.TrimEnd("0123456789".ToCharArray());
    }

    static void Layout(Type type)
    {
        Console.WriteLine("layout {0}-bit {1} bytes {2}", IntPtr.Size * 8, type.Name, Marshal.SizeOf(type));
        foreach (var fields in type.GetFields(Everything).GroupBy(Plain))
        {
            string name = type.Name + "." + fields.Key;
            Console.WriteLine("layout {0}-bit {1} at {2}", IntPtr.Size * 8, name, fields.Min(field => (int)Marshal.OffsetOf(type, field.Name)));
            Console.WriteLine("layout {0}-bit {1} bytes {2}", IntPtr.Size * 8, name, fields.Sum(field => Marshal.SizeOf(field.FieldType)));
        }
        // What is blittable can be pinned, and is handed to C where it lies.
        GCHandle.Alloc(Array.CreateInstance(type, 1), GCHandleType.Pinned).Free();
    }

    static void Main()
    {
        foreach (FieldInfo number in typeof(Offhook).GetFields(Everything).Where(field => field.Name.StartsWith("OFFHOOK_")))
            Console.WriteLine("number {0} {1}", number.Name, number.GetRawConstantValue());
        foreach (Type type in typeof(Offhook).GetNestedTypes()) Layout(type);
        foreach (MethodInfo method in typeof(Offhook).GetMethods(Everything))
        {
            var import = (DllImportAttribute)Attribute.GetCustomAttribute(method, typeof(DllImportAttribute));
            if (import == null) continue;
            Marshal.Prelink(method);
            Console.WriteLine("function {0}", import.EntryPoint);
        }
    }
}
