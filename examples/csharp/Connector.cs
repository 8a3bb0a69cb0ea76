// A small connector for SAP Cloud for Customer: it mirrors the calls of one agent, and prints the URLs that the adapter on the agent's machine is
// sent. What the CTI server says comes line by line from stdin; a real connector hears it from its link, and sends the URLs.
//
//   mcs examples/csharp/Connector.cs include/Offhook.cs -out:Connector.exe
//   mono Connector.exe <examples/csharp/Connector.in
//
// A line is a signal, the server's number of the call, and what comes with it as a query: `offered 17 ANI=408-361-3611&DNIS=4002`. `click` and a
// context is a click on a number in the CRM, as SAP hands it to `dialOut`.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using static Offhook;

// Memory that the garbage collector leaves where it is.
sealed class Memory : IDisposable
{
    public readonly IntPtr Address;
    public readonly UIntPtr Length;

    public Memory(UIntPtr length)
    {
        Length = length;
        Address = Marshal.AllocHGlobal(Math.Max((int)length, 1));
    }

    public void Dispose()
    {
        Marshal.FreeHGlobal(Address);
    }
}

// Entries, and the memory of their texts, which has to last until they were given to the station or written.
sealed class Entries : IDisposable
{
    readonly List<Memory> memory = new List<Memory>();
    public readonly IntPtr Address;

    public Entries()
    {
        Address = Room(offhook_entries_size()).Address;
        Check.Done(offhook_entries_clear(Address));
    }

    // Decoded: what a CRM or a network wrote.
    public Entries(byte codec, string text) : this()
    {
        byte[] from = Encoding.UTF8.GetBytes(text);
        Memory into = Room((UIntPtr)64);
        offhook_wrong wrong;
        int status = offhook_decode(codec, from, (UIntPtr)from.Length, into.Address, into.Length, Address, out wrong);
        if (status == OFFHOOK_NO_ROOM) // now it is known how much
        {
            into = Room(wrong.at);
            status = offhook_decode(codec, from, (UIntPtr)from.Length, into.Address, into.Length, Address, out wrong);
        }
        if (status == OFFHOOK_BAD_BYTES) throw new InvalidDataException("byte " + wrong.at + ": " + wrong.why);
        Check.Done(status);
    }

    public Entries Add(byte key, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Memory text = Room((UIntPtr)bytes.Length);
        Marshal.Copy(bytes, 0, text.Address, bytes.Length);
        Check.Done(offhook_entries_add(Address, key, text.Address, text.Length));
        return this;
    }

    public string Get(string name)
    {
        byte[] key = Encoding.UTF8.GetBytes(name);
        offhook_text value;
        int status = offhook_entries_get(Address, null, UIntPtr.Zero, key, (UIntPtr)key.Length, out value);
        return status == OFFHOOK_DONE ? value.ToString() : null;
    }

    Memory Room(UIntPtr length)
    {
        memory.Add(new Memory(length));
        return memory[memory.Count - 1];
    }

    public void Dispose()
    {
        memory.ForEach(each => each.Dispose());
    }
}

static class Check
{
    public static void Done(int status)
    {
        if (status >= OFFHOOK_REFUSED) throw new InvalidDataException(offhook_status_name(status));
    }
}

sealed class Connector : IDisposable
{
    const ushort Calls = 4, Data = 512;
    readonly Memory station = new Memory(offhook_storage_size()), block = new Memory(offhook_block_size(Calls, Data));
    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly offhook_output[] outputs = new offhook_output[OFFHOOK_MAX_OUTPUTS];
    // Which leg of a call the CRM knows: the adapter hears of each once.
    readonly Dictionary<uint, string> popped = new Dictionary<uint, string>();
    // A call that was asked for, until the server has a number for it.
    uint placed;

    public Connector()
    {
        Check.Done(offhook_station_make(station.Address, station.Length, block.Address, block.Length, Calls, Data, IntPtr.Zero));
    }

    public void Line(string line)
    {
        string[] words = line.Split(new[] { ' ' }, 2);
        string rest = words.Length > 1 ? words[1] : "";
        if (words[0] == "click") Click(rest);
        else Signal(words[0], rest);
    }

    // The CRM asks for a call: the activity that it made goes with the call.
    void Click(string context)
    {
        using (var clicked = new Entries(OFFHOOK_CODEC_C4C_OUTBOUND, context))
        using (var to = new Entries().Add(OFFHOOK_TEXT_TO, clicked.Get("PhoneNumber") ?? ""))
        using (var activity = new Entries().Add(OFFHOOK_KEY_ACTIVITY_UUID, clicked.Get("ActivityUUID") ?? ""))
        {
            placed = Step(new offhook_input { input = OFFHOOK_INPUT_REQUEST, what = OFFHOOK_REQUEST_MAKE_CALL, entries = to.Address });
            Step(new offhook_input { input = OFFHOOK_INPUT_REQUEST, what = OFFHOOK_REQUEST_ATTACH, call = placed, entries = activity.Address });
        }
    }

    void Signal(string name, string rest)
    {
        byte signal = 1;
        while (offhook_signal_name(signal) != name)
            if (signal++ == 255) throw new InvalidDataException("no signal has this name: " + name);
        string[] words = rest.Split(new[] { ' ' }, 2);
        ulong reference;
        if (!ulong.TryParse(words[0], out reference)) throw new InvalidDataException("the call's number is missing: " + rest);
        using (var entries = new Entries(OFFHOOK_CODEC_C4C_QUERY, words.Length > 1 ? words[1] : ""))
        {
            var input = new offhook_input { input = OFFHOOK_INPUT_SIGNAL, what = signal, entries = entries.Address };
            if (signal == OFFHOOK_SIGNAL_ORIGINATED && placed != 0)
            {
                input.call = placed;
                input.new_reference = reference;
                placed = 0;
            }
            else input.call_reference = reference;
            Step(input);
        }
    }

    // The call that the input made or named.
    uint Step(offhook_input input)
    {
        offhook_taken taken;
        int status = offhook_step(station.Address, (ulong)clock.ElapsedMilliseconds, ref input, outputs, (UIntPtr)outputs.Length, out taken);
        if (status == OFFHOOK_REFUSED) throw new InvalidDataException(offhook_cause_name(taken.cause));
        Check.Done(status);
        for (int i = 0; i < taken.outputs; i++)
        {
            offhook_output output = outputs[i];
            if (output.what == OFFHOOK_EVENT_ENDED) End(output.call);
            else if (output.what == OFFHOOK_EVENT_CALL || output.what == OFFHOOK_EVENT_REFERENCE) Pop(output.call);
            else if (output.what < OFFHOOK_EVENTS) Console.WriteLine("to the server: {0}", offhook_output_name(output.what));
        }
        return taken.call;
    }

    // The record opens when a call is presented or placed, and again when it has become another leg.
    void Pop(uint call)
    {
        offhook_call_info info;
        Check.Done(offhook_call(station.Address, call, out info));
        string id = Known(call, OFFHOOK_KEY_EXTERNAL_REFERENCE_ID), original = Known(call, OFFHOOK_KEY_EXTERNAL_ORIGINAL_REFERENCE_ID), last;
        if (info.local != OFFHOOK_STATE_ALERTING && info.local != OFFHOOK_STATE_CONNECTED) return;
        if (popped.TryGetValue(call, out last) && last == id) return;
        popped[call] = id;
        string what = "INBOUND";
        if (id != original) what = "TRANSFER";
        else if (info.kind == OFFHOOK_KIND_OUTBOUND) what = Known(call, OFFHOOK_KEY_ACTIVITY_UUID) == null ? "OUTBOUND" : "UPDATEACTIVITY";
        using (var more = Event(what)) Send(station.Address, call, more);
    }

    void End(uint call)
    {
        string id;
        if (!popped.TryGetValue(call, out id)) return;
        popped.Remove(call);
        using (var all = Event("UPDATEACTIVITY").Add(OFFHOOK_KEY_ACTION, "END"))
        {
            if (id != null) all.Add(OFFHOOK_KEY_EXTERNAL_REFERENCE_ID, id);
            Send(IntPtr.Zero, 0, all);
        }
    }

    static Entries Event(string what)
    {
        return new Entries().Add(OFFHOOK_KEY_CID, "BCM1234").Add(OFFHOOK_KEY_TYPE, "CALL").Add(OFFHOOK_KEY_EVENT_TYPE, what);
    }

    // A call's data, and behind them what only this text says. Of no call: without a station.
    void Send(IntPtr from, uint call, Entries more)
    {
        UIntPtr length;
        offhook_wrong wrong;
        offhook_encode_c4c_query(from, call, more.Address, IntPtr.Zero, null, UIntPtr.Zero, out length, out wrong);
        var query = new byte[(int)length];
        int status = offhook_encode_c4c_query(from, call, more.Address, IntPtr.Zero, query, length, out length, out wrong);
        if (status == OFFHOOK_REFUSED) throw new InvalidDataException("entry " + wrong.at + ": " + wrong.why);
        Check.Done(status);
        Console.WriteLine("http://localhost:36729/?{0}", Encoding.UTF8.GetString(query));
    }

    string Known(uint call, byte key)
    {
        offhook_text value;
        return offhook_data_known(station.Address, call, key, out value) == OFFHOOK_DONE ? value.ToString() : null;
    }

    public void Dispose()
    {
        station.Dispose();
        block.Dispose();
    }

    static int Main()
    {
        if (offhook_abi() != OFFHOOK_ABI)
        {
            Console.Error.WriteLine("this program and the library do not belong together: version {0}", offhook_version_text());
            return 1;
        }
        int bad = 0;
        using (var connector = new Connector())
        {
            string line;
            for (int number = 1; (line = Console.ReadLine()) != null; number++)
            {
                if (line == "" || line.StartsWith("#")) continue;
                try
                {
                    connector.Line(line);
                }
                catch (InvalidDataException error)
                {
                    Console.WriteLine("line {0}: {1}", number, error.Message);
                    bad = 1;
                }
            }
        }
        return bad;
    }
}
