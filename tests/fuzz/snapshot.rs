//! Snapshots that were tampered with: refused, and the station stays as it was, or taken, and then it is a station.

use offhook::Config;
use offhook_tests::alphabet::{Agent, Inputs, Network};
use offhook_tests::rig::{Rig, Sizes};

const SIZES: Sizes = Sizes { calls: 2, data: 64, own: 26 };
const ANYTHING: Inputs =
    Inputs { network: Network::Hostile, data: true, agent: Agent::Whole, link: true, features: true, names: true };

/// The first byte says how many steps the saved station took, then two bytes choose each; the rest says which bytes of its
/// snapshot are others, three bytes each: where (two), what (one).
pub fn snapshot(data: &[u8]) {
    let Some((steps, rest)) = data.split_first() else { return };
    let (ways, changes) = rest.split_at((usize::from(*steps) % 32 * 2).min(rest.len()));
    let mut rig = Rig::new(&Config::default(), SIZES);
    let mut now = go(&mut rig, 0, ways);
    let mut bytes = rig.saved();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        bytes[at] = change[2];
    }
    let mut other = Rig::new(&Config::default(), SIZES);
    now = go(&mut other, now, changes);
    let before = other.clone();
    // As it is: mostly refused for its checksum. Then with the checksum of what is there.
    for _ in 0..2 {
        match other.station().restore(&bytes) {
            Err(_) => assert!(other.same(&before), "a refused snapshot changed the station"),
            Ok(()) => {
                // What is taken is a station: it saves itself, and comes back as it is.
                let saved = other.saved();
                let mut third = Rig::new(&Config::default(), SIZES);
                assert_eq!(third.station().restore(&saved), Ok(()));
                assert_eq!(third.saved(), saved);
                let end = now.max(other.station().now());
                go(&mut other, end, changes);
                assert!(other.station().calls().all(|call| !call.id.is_none()), "a call with the id of none");
                return;
            }
        }
        close(&mut bytes);
    }
}

/// Takes the inputs that these bytes choose.
fn go(rig: &mut Rig, mut now: u64, ways: &[u8]) -> u64 {
    for way in ways.chunks_exact(2) {
        let letters = ANYTHING.letters(rig, now, false);
        let letter = letters[usize::from(u16::from_le_bytes([way[0], way[1]])) % letters.len()];
        now = letter.now;
        let _ = rig.step(now, &letter.input);
    }
    now
}

/// Writes the length and the checksum that belong to these bytes.
fn close(bytes: &mut [u8]) {
    if bytes.len() < 16 {
        return;
    }
    let length = (bytes.len() as u32).to_le_bytes();
    bytes[..4].copy_from_slice(b"ohsn");
    bytes[4..8].copy_from_slice(&1u32.to_le_bytes());
    bytes[8..12].copy_from_slice(&length);
    let bit = |crc: u32, _: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    let covered = bytes[..12].iter().chain(&bytes[16..]);
    let crc = !covered.fold(!0u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit));
    bytes[12..16].copy_from_slice(&crc.to_le_bytes());
}
