// Plays traces over the library as WebAssembly, and prints the transcript. `player` is what a browser runs; the rest is node's.
"use strict";

// Numbers and layouts as the C interface promises them: a pointer is 32 bits.
function promises(text) {
    const numbers = {};
    const fields = {};
    for (const line of text.split("\n")) {
        const words = line.split(" ");
        if (words[0] === "number" && words.length === 3) {
            numbers[words[1].replace(/^OFFHOOK_/, "")] = Number(words[2]);
        } else if (words[0] === "layout" && words[1] === "32-bit") {
            fields[words[2]] = fields[words[2]] || {};
            fields[words[2]][words[3]] = Number(words[4]);
        }
    }
    return { numbers, fields };
}

function player(library, { numbers, fields }, print) {
    const { memory } = library;
    const start = library.__heap_base.value;
    let end = start;
    let stations = [];

    // Memory that is given back all at once, by `end = start`.
    function take(bytes) {
        const at = (end + 7) & ~7;
        end = at + bytes;
        const missing = end - memory.buffer.byteLength;
        if (missing > 0) {
            memory.grow(Math.ceil(missing / 65536));
        }
        new Uint8Array(memory.buffer, at, bytes).fill(0);
        return at;
    }
    const room = (name) => take(fields[name].bytes);

    function get(at, name) {
        const { at: offset, bytes } = fields[name];
        const view = new DataView(memory.buffer);
        return bytes === 8 ? view.getBigUint64(at + offset, true)
            : bytes === 4 ? view.getUint32(at + offset, true)
            : bytes === 2 ? view.getUint16(at + offset, true) : view.getUint8(at + offset);
    }

    function name(at) {
        const bytes = new Uint8Array(memory.buffer, at);
        return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
    }

    function begin(record) {
        const [calls, data, own] = ["calls", "data", "own"].map((part) => get(record, "offhook_record." + part));
        const station = room("offhook_storage");
        const bytes = calls * (numbers.CALL_SIZE + data) + own + numbers.BLOCK_SLACK;
        const block = take(bytes);
        const config = record + fields["offhook_record.config"].at;
        stations[get(record, "offhook_record.station")] = { station, saved: 0, length: 0 };
        return library.offhook_station_make(station, fields.offhook_storage.bytes, block, bytes, calls, data, config);
    }

    function save(seat) {
        const written = take(4);
        const needed = () => new DataView(memory.buffer).getUint32(written, true);
        library.offhook_save(seat.station, 0, 0, written);
        seat.length = needed();
        seat.saved = take(seat.length);
        return library.offhook_save(seat.station, seat.saved, seat.length, written);
    }

    const out = ["call", "other", "reference", "sequence", "request", "cause", "reason", "of", "state", "far", "was", "was_far",
        "pending", "parties", "on"];

    function tell(record, output) {
        const what = get(output, "offhook_output.what");
        const kind = what < numbers.EVENTS ? "command" : "event";
        const values = out.map((part) => ` ${part.replace("_", "-")}=${get(output, "offhook_output." + part)}`);
        print(`${get(record, "offhook_record.station")} ${get(record, "offhook_record.now")} ${kind} ` +
            name(library.offhook_output_name(what)) + values.join(""));
    }

    function step(seat, record, outputs, taken) {
        const now = get(record, "offhook_record.now");
        const input = record + fields["offhook_record.input"].at;
        const status = library.offhook_step(seat.station, now, input, outputs, numbers.MAX_OUTPUTS, taken);
        if (status === numbers.REFUSED) {
            print(`${get(record, "offhook_record.station")} ${now} refused ${get(taken, "offhook_taken.cause")}`);
            return numbers.DONE;
        }
        for (let at = 0; status < numbers.REFUSED && at < get(taken, "offhook_taken.outputs"); at++) {
            tell(record, outputs + at * fields.offhook_output.bytes);
        }
        return status;
    }

    return function play(bytes) {
        end = start;
        stations = [];
        const trace = take(bytes.length);
        new Uint8Array(memory.buffer).set(bytes, trace);
        const [reader, entries, record, taken] = ["offhook_trace", "offhook_entries", "offhook_record", "offhook_taken"].map(room);
        const outputs = take(numbers.MAX_OUTPUTS * fields.offhook_output.bytes);
        let status = library.offhook_trace_open(reader, trace, bytes.length);
        while (status < numbers.REFUSED) {
            status = library.offhook_trace_next(reader, entries, record);
            if (status !== numbers.DONE) {
                break;
            }
            const seat = stations[get(record, "offhook_record.station")];
            const what = get(record, "offhook_record.what");
            status = what === numbers.RECORD_STATION ? begin(record)
                : what === numbers.RECORD_SAVE ? save(seat)
                : what === numbers.RECORD_RESTORE ? library.offhook_restore(seat.station, seat.saved, seat.length)
                : step(seat, record, outputs, taken);
        }
        return status === numbers.NOTHING ? 0 : status;
    };
}

// node player.js LIBRARY PROMISES TRACE...
const fs = require("fs");
const [libraryFile, promisesFile, ...names] = process.argv.slice(2);
const compiled = new WebAssembly.Module(fs.readFileSync(libraryFile));
const wanted = WebAssembly.Module.imports(compiled);
if (wanted.length !== 0) {
    console.error("the library needs from outside:", wanted);
    process.exit(3);
}
const lines = [];
const library = new WebAssembly.Instance(compiled, {}).exports;
const play = player(library, promises(fs.readFileSync(promisesFile, "utf8")), (line) => lines.push(line));
for (const trace of names) {
    lines.push("# " + trace);
    const status = play(fs.readFileSync(trace));
    if (status !== 0) {
        console.error(`${trace}: status ${status}`);
        process.exit(1);
    }
}
fs.writeSync(1, lines.join("\n") + "\n");
