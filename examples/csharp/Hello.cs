// The same as c/hello.c in C#: a call comes in and is answered; all that offhook says is printed.
using System;
using System.Runtime.InteropServices;
using System.Text;

static class Hello
{
    const byte Signal = 1, Request = 2;                       // OFFHOOK_INPUT_*
    const byte Offered = 2, Established = 6, Answer = 3;      // OFFHOOK_SIGNAL_*, OFFHOOK_REQUEST_*
    const byte Ani = 3, CallEvent = 64, Events = 64;          // OFFHOOK_KEY_ANI, OFFHOOK_EVENT_CALL, OFFHOOK_EVENTS
    const int Refused = 100, MaxOutputs = 8;

    [StructLayout(LayoutKind.Sequential)]
    struct Input
    {
        public IntPtr Entries;
        public ulong CallReference, WithReference, NewReference;
        public uint Call, With, Sequence;
        public ushort RequestNumber, Cause, Reason;
        public byte Kind, What, CallKind, Acd, Attempt, Local, Far, Agent, Pending, On, Forward, Purpose, Reserved0, Reserved1;
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

    const CallingConvention C = CallingConvention.Cdecl;
    [DllImport("offhook", CallingConvention = C)] static extern UIntPtr offhook_storage_size();
    [DllImport("offhook", CallingConvention = C)] static extern UIntPtr offhook_block_size(ushort calls, ushort data);
    [DllImport("offhook", CallingConvention = C)] static extern int offhook_station_make(IntPtr station, UIntPtr stationLen, IntPtr block, UIntPtr blockLen, ushort calls, ushort data, IntPtr config);
    [DllImport("offhook", CallingConvention = C)] static extern UIntPtr offhook_entries_size();
    [DllImport("offhook", CallingConvention = C)] static extern int offhook_entries_clear(IntPtr entries);
    [DllImport("offhook", CallingConvention = C)] static extern int offhook_entries_add(IntPtr entries, byte known, IntPtr value, UIntPtr valueLen);
    [DllImport("offhook", CallingConvention = C)] static extern int offhook_step(IntPtr station, ulong now, ref Input input, [Out] Output[] outputs, UIntPtr outputsLen, out Taken taken);
    [DllImport("offhook", CallingConvention = C)] static extern int offhook_find(IntPtr station, ulong reference, out uint call);
    [DllImport("offhook", CallingConvention = C)] static extern IntPtr offhook_output_name(byte what);
    [DllImport("offhook", CallingConvention = C)] static extern IntPtr offhook_state_name(byte state);
    [DllImport("offhook", CallingConvention = C)] static extern IntPtr offhook_cause_name(ushort cause);
    [DllImport("offhook", CallingConvention = C)] static extern IntPtr offhook_status_name(int status);

    static void Give(IntPtr station, ulong now, Input input)
    {
        var outputs = new Output[MaxOutputs];
        Taken taken;
        int status = offhook_step(station, now, ref input, outputs, (UIntPtr)MaxOutputs, out taken);
        if (status >= Refused)
            Console.WriteLine(Marshal.PtrToStringAnsi(status == Refused ? offhook_cause_name(taken.Cause) : offhook_status_name(status)));
        for (int i = 0; i < taken.Outputs; i++)
        {
            string line = (outputs[i].What < Events ? "command " : "event ") + Marshal.PtrToStringAnsi(offhook_output_name(outputs[i].What));
            if (outputs[i].What == CallEvent) line += " " + Marshal.PtrToStringAnsi(offhook_state_name(outputs[i].State));
            Console.WriteLine(line);
        }
    }

    static int Main()
    {
        // Unmanaged memory stays where it is, which a station and the texts of an input need.
        UIntPtr blockSize = offhook_block_size(4, 512);
        IntPtr station = Marshal.AllocHGlobal((int)offhook_storage_size()), block = Marshal.AllocHGlobal((int)blockSize);
        if (offhook_station_make(station, offhook_storage_size(), block, blockSize, 4, 512, IntPtr.Zero) != 0) return 1;

        byte[] caller = Encoding.UTF8.GetBytes("408-361-3611");
        IntPtr text = Marshal.AllocHGlobal(caller.Length), from = Marshal.AllocHGlobal((int)offhook_entries_size());
        Marshal.Copy(caller, 0, text, caller.Length);
        offhook_entries_clear(from);
        offhook_entries_add(from, Ani, text, (UIntPtr)caller.Length);

        Give(station, 0, new Input { Kind = Signal, What = Offered, CallReference = 17, Entries = from }); // the network: a call, which it calls 17
        uint call;
        offhook_find(station, 17, out call);
        Give(station, 900, new Input { Kind = Request, What = Answer, Call = call });                      // the user picks up
        Give(station, 950, new Input { Kind = Signal, What = Established, CallReference = 17 });           // the network: answered

        foreach (IntPtr memory in new[] { station, block, text, from }) Marshal.FreeHGlobal(memory);
        return 0;
    }
}
