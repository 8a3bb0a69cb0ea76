// Plays traces over the public API by P/Invoke: Player.exe TRACE... > TRANSCRIPTS
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using static Offhook;

static class Player
{
    static void Check(int status)
    {
        if (status >= OFFHOOK_REFUSED) throw new InvalidOperationException(offhook_status_name(status));
    }

    // Unmanaged memory stays where it is, which a station needs.
    sealed class Station : IDisposable
    {
        readonly IntPtr storage = Marshal.AllocHGlobal((int)offhook_storage_size());
        readonly IntPtr block;
        byte[] saved;

        public Station(ref offhook_record record)
        {
            int len = (int)offhook_block_size(record.calls, record.data) - OFFHOOK_OWN_SIZE + record.own;
            block = Marshal.AllocHGlobal(len);
            Check(offhook_station_make(storage, offhook_storage_size(), block, (UIntPtr)len, record.calls, record.data, ref record.config));
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

        public void Step(ref offhook_record record, TextWriter print)
        {
            var outputs = new offhook_output[OFFHOOK_MAX_OUTPUTS];
            offhook_taken taken;
            int status = offhook_step(storage, record.now, ref record.input, outputs, (UIntPtr)outputs.Length, out taken);
            if (status == OFFHOOK_REFUSED)
            {
                print.Write("{0} {1} refused {2}\n", record.station, record.now, taken.cause);
                return;
            }
            Check(status);
            for (int i = 0; i < taken.outputs; i++)
            {
                offhook_output o = outputs[i];
                print.Write("{0} {1} {2} {3} call={4} other={5} reference={6} sequence={7} request={8} cause={9} reason={10} of={11} state={12} far={13} was={14} was-far={15} pending={16} parties={17} on={18}\n",
                    record.station, record.now, o.what < OFFHOOK_EVENTS ? "command" : "event", offhook_output_name(o.what),
                    o.call, o.other, o.reference, o.sequence, o.request, o.cause, o.reason, o.of, o.state, o.far, o.was, o.was_far, o.pending, o.parties, o.on);
            }
        }
    }

    static void Play(byte[] bytes, TextWriter print)
    {
        var stations = new Dictionary<ushort, Station>();
        GCHandle pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        IntPtr trace = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(offhook_trace))), entries = Marshal.AllocHGlobal((int)offhook_entries_size());
        try
        {
            Check(offhook_trace_open(trace, pinned.AddrOfPinnedObject(), (UIntPtr)bytes.Length));
            for (;;)
            {
                offhook_record record;
                int status = offhook_trace_next(trace, entries, out record);
                Check(status);
                if (status == OFFHOOK_NOTHING) return;
                if (record.what == OFFHOOK_RECORD_STATION) stations[record.station] = new Station(ref record);
                else if (record.what == OFFHOOK_RECORD_SAVE) stations[record.station].Save();
                else if (record.what == OFFHOOK_RECORD_RESTORE) stations[record.station].Restore();
                else stations[record.station].Step(ref record, print);
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
