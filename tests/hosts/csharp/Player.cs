// Plays traces over the public API by P/Invoke: Player.exe TRACE... > TRANSCRIPTS
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

static class Player
{
    const int Done = 0, Nothing = 1, Refused = 100, Events = 64, MaxOutputs = 8, OwnSize = 256;
    const int RecordStation = 1, RecordSave = 2, RecordRestore = 3;
    // Room for the library's opaque structs, larger than any of them.
    const int Opaque = 4096;

    [StructLayout(LayoutKind.Sequential)]
    struct Input
    {
        public IntPtr Entries;
        public ulong CallReference, WithReference, NewReference;
        public uint Call, With, Sequence;
        public ushort Request, Cause, Reason;
        public byte Kind, What, CallKind, Acd, Attempt, Local, Far, Agent, Pending, On, Forward, Purpose, Reserved0, Reserved1;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Config
    {
        public uint StructSize, RequestTimeout, NoAnswer, AutoAnswer, WrapUp, Recall;
        public ulong Without;
        public byte Quirks, NoAutoHold, Mode, WrapUpWish, LoginReady, RonaReady, Reserved0, Reserved1;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Record
    {
        public ulong Now;
        public Input Input;
        public Config Config;
        public ushort Station, Calls, Data, Own;
        public byte What;
        // The seven reserved bytes are the padding of the struct.
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Output
    {
        public ulong Reference;
        public uint Call, Other, Sequence;
        public ushort Request, Cause, Reason;
        public byte What, Of, State, Far, Was, WasFar, Pending, Parties, On;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Taken
    {
        public uint Call;
        public ushort Request, Cause;
        public uint Outputs;
    }

    const string Library = "offhook";
    const CallingConvention C = CallingConvention.Cdecl;
    [DllImport(Library, CallingConvention = C)] static extern int offhook_station_make(IntPtr station, UIntPtr stationLen, IntPtr block, UIntPtr blockLen, ushort calls, ushort data, ref Config config);
    [DllImport(Library, CallingConvention = C)] static extern UIntPtr offhook_block_size(ushort calls, ushort data);
    [DllImport(Library, CallingConvention = C)] static extern int offhook_step(IntPtr station, ulong now, ref Input input, [Out] Output[] outputs, UIntPtr outputsLen, out Taken taken);
    [DllImport(Library, CallingConvention = C)] static extern int offhook_save(IntPtr station, byte[] into, UIntPtr intoLen, out UIntPtr written);
    [DllImport(Library, CallingConvention = C)] static extern int offhook_restore(IntPtr station, byte[] from, UIntPtr fromLen);
    [DllImport(Library, CallingConvention = C)] static extern int offhook_trace_open(IntPtr trace, IntPtr from, UIntPtr fromLen);
    [DllImport(Library, CallingConvention = C)] static extern int offhook_trace_next(IntPtr trace, IntPtr entries, out Record record);
    [DllImport(Library, CallingConvention = C)] static extern IntPtr offhook_output_name(byte what);
    [DllImport(Library, CallingConvention = C)] static extern IntPtr offhook_status_name(int status);

    static void Check(int status)
    {
        if (status >= Refused) throw new InvalidOperationException(Marshal.PtrToStringAnsi(offhook_status_name(status)));
    }

    // Unmanaged memory stays where it is, which a station needs.
    sealed class Station : IDisposable
    {
        readonly IntPtr storage = Marshal.AllocHGlobal(Opaque);
        readonly IntPtr block;
        byte[] saved;

        public Station(ref Record record)
        {
            int len = (int)offhook_block_size(record.Calls, record.Data) - OwnSize + record.Own;
            block = Marshal.AllocHGlobal(len);
            Check(offhook_station_make(storage, (UIntPtr)Opaque, block, (UIntPtr)(uint)len, record.Calls, record.Data, ref record.Config));
        }

        public void Dispose()
        {
            Marshal.FreeHGlobal(storage);
            Marshal.FreeHGlobal(block);
        }

        public void Save()
        {
            UIntPtr len;
            offhook_save(storage, null, UIntPtr.Zero, out len);
            saved = new byte[(int)len];
            Check(offhook_save(storage, saved, len, out len));
        }

        public void Restore()
        {
            Check(offhook_restore(storage, saved, (UIntPtr)saved.Length));
        }

        public void Step(ref Record record, TextWriter print)
        {
            var outputs = new Output[MaxOutputs];
            Taken taken;
            int status = offhook_step(storage, record.Now, ref record.Input, outputs, (UIntPtr)MaxOutputs, out taken);
            if (status == Refused)
            {
                print.Write("{0} {1} refused {2}\n", record.Station, record.Now, taken.Cause);
                return;
            }
            Check(status);
            for (int i = 0; i < taken.Outputs; i++)
            {
                Output o = outputs[i];
                print.Write("{0} {1} {2} {3} call={4} other={5} reference={6} sequence={7} request={8} cause={9} reason={10} of={11} state={12} far={13} was={14} was-far={15} pending={16} parties={17} on={18}\n",
                    record.Station, record.Now, o.What < Events ? "command" : "event", Marshal.PtrToStringAnsi(offhook_output_name(o.What)),
                    o.Call, o.Other, o.Reference, o.Sequence, o.Request, o.Cause, o.Reason, o.Of, o.State, o.Far, o.Was, o.WasFar, o.Pending, o.Parties, o.On);
            }
        }
    }

    static void Play(byte[] bytes, TextWriter print)
    {
        var stations = new Dictionary<ushort, Station>();
        GCHandle pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        IntPtr trace = Marshal.AllocHGlobal(Opaque), entries = Marshal.AllocHGlobal(Opaque);
        try
        {
            Check(offhook_trace_open(trace, pinned.AddrOfPinnedObject(), (UIntPtr)bytes.Length));
            for (;;)
            {
                Record record;
                int status = offhook_trace_next(trace, entries, out record);
                Check(status);
                if (status == Nothing) return;
                if (record.What == RecordStation) stations[record.Station] = new Station(ref record);
                else if (record.What == RecordSave) stations[record.Station].Save();
                else if (record.What == RecordRestore) stations[record.Station].Restore();
                else stations[record.Station].Step(ref record, print);
            }
        }
        finally
        {
            foreach (Station station in stations.Values) station.Dispose();
            Marshal.FreeHGlobal(trace);
            Marshal.FreeHGlobal(entries);
            pinned.Free();
        }
    }

    static int Main(string[] files)
    {
        var print = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        foreach (string file in files)
        {
            print.Write("# {0}\n", file);
            try
            {
                Play(File.ReadAllBytes(file), print);
            }
            catch (InvalidOperationException error)
            {
                print.Flush();
                Console.Error.WriteLine("{0}: {1}", file, error.Message);
                return 1;
            }
        }
        print.Flush();
        return 0;
    }
}
