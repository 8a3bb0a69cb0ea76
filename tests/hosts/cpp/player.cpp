// Plays traces over the public API in C++11: player TRACE... > TRANSCRIPTS
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "offhook.h"

namespace {

void check(offhook_status status)
{
    if (status >= OFFHOOK_REFUSED) {
        const char *name = offhook_status_name(status);
        throw std::runtime_error(name != nullptr ? name : std::to_string(status));
    }
}

// A station stays where it was made: it is neither copied nor moved.
class Station {
public:
    explicit Station(const offhook_record &record)
        : block_(OFFHOOK_BLOCK_SIZE(record.calls, record.data) - OFFHOOK_OWN_SIZE + record.own)
    {
        check(offhook_station_make(&storage_, sizeof storage_, block_.data(), block_.size(), record.calls, record.data,
                                   &record.config));
    }
    Station(const Station &) = delete;
    Station &operator=(const Station &) = delete;

    void save()
    {
        std::size_t len = 0;
        (void)offhook_save(&storage_, nullptr, 0, &len);
        saved_.resize(len);
        check(offhook_save(&storage_, saved_.data(), saved_.size(), &len));
    }

    void restore() { check(offhook_restore(&storage_, saved_.data(), saved_.size())); }

    void step(const offhook_record &record)
    {
        offhook_output out[OFFHOOK_MAX_OUTPUTS];
        offhook_taken taken;
        const offhook_status status =
            offhook_step(&storage_, record.now, &record.input, out, OFFHOOK_MAX_OUTPUTS, &taken);
        if (status == OFFHOOK_REFUSED) {
            std::cout << record.station << ' ' << record.now << " refused " << taken.cause << '\n';
            return;
        }
        check(status);
        for (std::uint32_t i = 0; i < taken.outputs; i++) {
            print(record, out[i]);
        }
    }

private:
    static void print(const offhook_record &record, const offhook_output &o)
    {
        std::cout << record.station << ' ' << record.now << (o.what < OFFHOOK_EVENTS ? " command " : " event ")
                  << offhook_output_name(o.what) << " call=" << o.call << " other=" << o.other
                  << " reference=" << o.reference << " sequence=" << o.sequence << " request=" << o.request
                  << " cause=" << o.cause << " reason=" << o.reason << " of=" << +o.of << " state=" << +o.state
                  << " far=" << +o.far << " was=" << +o.was << " was-far=" << +o.was_far << " pending=" << +o.pending
                  << " parties=" << +o.parties << " on=" << +o.on << '\n';
    }

    offhook_storage storage_;
    std::vector<std::uint8_t> block_;
    std::vector<std::uint8_t> saved_;
};

void play(const std::vector<std::uint8_t> &bytes)
{
    std::map<std::uint16_t, std::unique_ptr<Station>> stations;
    offhook_trace trace;
    offhook_entries entries;
    offhook_record record;
    check(offhook_trace_open(&trace, bytes.data(), bytes.size()));
    for (;;) {
        const offhook_status status = offhook_trace_next(&trace, &entries, &record);
        check(status);
        if (status == OFFHOOK_NOTHING) {
            return;
        }
        switch (record.what) {
        case OFFHOOK_RECORD_STATION:
            stations[record.station] = std::unique_ptr<Station>(new Station(record));
            break;
        case OFFHOOK_RECORD_SAVE:
            stations.at(record.station)->save();
            break;
        case OFFHOOK_RECORD_RESTORE:
            stations.at(record.station)->restore();
            break;
        default:
            stations.at(record.station)->step(record);
            break;
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        std::cout << "# " << argv[i] << '\n';
        try {
            std::ifstream file(argv[i], std::ios::binary);
            play(std::vector<std::uint8_t>((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()));
        } catch (const std::exception &error) {
            std::cerr << argv[i] << ": " << error.what() << '\n';
            return 1;
        }
    }
    return 0;
}
