// The same as c/hello.c in C#: a call comes in and is answered; all that offhook says is printed.
//
//   mcs examples/csharp/Hello.cs include/Offhook.cs -out:Hello.exe
using System;
using System.Runtime.InteropServices;
using System.Text;
using static Offhook;

static class Hello
{
    static void Give(IntPtr station, ulong now, offhook_input input)
    {
        var outputs = new offhook_output[OFFHOOK_MAX_OUTPUTS];
        offhook_taken taken;
        int status = offhook_step(station, now, ref input, outputs, (UIntPtr)outputs.Length, out taken);
        if (status >= OFFHOOK_REFUSED) // a refusal has a cause; a misuse is a status of its own
            Console.WriteLine(status == OFFHOOK_REFUSED ? offhook_cause_name(taken.cause) : offhook_status_name(status));
        for (int i = 0; i < taken.outputs; i++)
        {
            string line = (outputs[i].what < OFFHOOK_EVENTS ? "command " : "event ") + offhook_output_name(outputs[i].what);
            if (outputs[i].what == OFFHOOK_EVENT_CALL) line += " " + offhook_state_name(outputs[i].state);
            Console.WriteLine(line);
        }
    }

    static int Main()
    {
        // Unmanaged memory stays where it is, which a station and the texts of an input need.
        UIntPtr blockSize = offhook_block_size(4, 512); // four calls, 512 bytes of data each
        IntPtr station = Marshal.AllocHGlobal((int)offhook_storage_size()), block = Marshal.AllocHGlobal((int)blockSize);
        if (offhook_station_make(station, offhook_storage_size(), block, blockSize, 4, 512, IntPtr.Zero) != OFFHOOK_DONE) return 1;

        byte[] caller = Encoding.UTF8.GetBytes("408-361-3611");
        IntPtr text = Marshal.AllocHGlobal(caller.Length), from = Marshal.AllocHGlobal((int)offhook_entries_size());
        Marshal.Copy(caller, 0, text, caller.Length);
        offhook_entries_clear(from);
        offhook_entries_add(from, OFFHOOK_KEY_ANI, text, (UIntPtr)caller.Length);

        // The network: a call, which it calls 17.
        Give(station, 0, new offhook_input { input = OFFHOOK_INPUT_SIGNAL, what = OFFHOOK_SIGNAL_OFFERED, call_reference = 17, entries = from });
        uint call;
        offhook_find(station, 17, out call);
        // The user picks up.
        Give(station, 900, new offhook_input { input = OFFHOOK_INPUT_REQUEST, what = OFFHOOK_REQUEST_ANSWER, call = call });
        // The network: answered.
        Give(station, 950, new offhook_input { input = OFFHOOK_INPUT_SIGNAL, what = OFFHOOK_SIGNAL_ESTABLISHED, call_reference = 17 });

        foreach (IntPtr memory in new[] { station, block, text, from }) Marshal.FreeHGlobal(memory);
        return 0;
    }
}
