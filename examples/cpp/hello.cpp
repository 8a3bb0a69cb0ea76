// The same as c/hello.c in C++11: a call comes in and is answered; all that offhook says is printed.
#include <iostream>
#include <string>
#include <vector>

#include "offhook.h"

namespace {

// A station with its memory. It stays where it was made: neither copied nor moved.
class Station {
public:
    Station(std::uint16_t calls, std::uint16_t data) : block_(offhook_block_size(calls, data))
    {
        made_ = offhook_station_make(&storage_, sizeof storage_, block_.data(), block_.size(), calls, data, nullptr);
    }
    Station(const Station &) = delete;
    Station &operator=(const Station &) = delete;

    explicit operator bool() const { return made_ == OFFHOOK_DONE; }

    std::uint32_t find(std::uint64_t reference) const
    {
        std::uint32_t call = 0;
        (void)offhook_find(&storage_, reference, &call);
        return call;
    }

    // One step; its outputs are printed.
    void give(std::uint64_t now, const offhook_input &input)
    {
        offhook_output out[OFFHOOK_MAX_OUTPUTS];
        offhook_taken taken = {};
        const offhook_status status = offhook_step(&storage_, now, &input, out, OFFHOOK_MAX_OUTPUTS, &taken);
        if (status >= OFFHOOK_REFUSED) {
            std::cout << (status == OFFHOOK_REFUSED ? offhook_cause_name(taken.cause) : offhook_status_name(status)) << '\n';
        }
        for (std::uint32_t i = 0; i < taken.outputs; i++) {
            std::cout << (out[i].what < OFFHOOK_EVENTS ? "command " : "event ") << offhook_output_name(out[i].what);
            if (out[i].what == OFFHOOK_EVENT_CALL) {
                std::cout << ' ' << offhook_state_name(out[i].state);
            }
            std::cout << '\n';
        }
    }

private:
    offhook_storage storage_;
    std::vector<std::uint8_t> block_;
    offhook_status made_;
};

offhook_input signal(std::uint8_t what, std::uint64_t reference)
{
    offhook_input input = {};
    input.input = OFFHOOK_INPUT_SIGNAL;
    input.what = what;
    input.call_reference = reference;
    return input;
}

offhook_input request(std::uint8_t what, std::uint32_t call)
{
    offhook_input input = {};
    input.input = OFFHOOK_INPUT_REQUEST;
    input.what = what;
    input.call = call;
    return input;
}

} // namespace

int main()
{
    Station station(4, 512);
    if (!station) {
        return 1;
    }
    const std::string caller = "408-361-3611";
    offhook_entries from;
    offhook_entries_clear(&from);
    offhook_entries_add(&from, OFFHOOK_KEY_ANI, caller.data(), caller.size());
    offhook_input offered = signal(OFFHOOK_SIGNAL_OFFERED, 17);
    offered.entries = &from;
    station.give(0, offered);                                              // the network: a call, which it calls 17
    station.give(900, request(OFFHOOK_REQUEST_ANSWER, station.find(17))); // the user picks up
    station.give(950, signal(OFFHOOK_SIGNAL_ESTABLISHED, 17));            // the network: answered
    return 0;
}
