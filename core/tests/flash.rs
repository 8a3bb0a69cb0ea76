//! A station in flash: whenever power goes, and whatever bit flips, the state before or the state after comes back, never a third.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash, check_erase, check_read, check_write,
};
use offhook::flash::{FlashError, Slots};
use offhook::{Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Signal, SignalKind, Storage, Which};

/// What the words look like on which power went.
#[derive(Clone, Copy, Debug)]
enum Torn {
    Untouched,
    Done,
    Zeros,
    Half,
    Noise,
}

#[derive(Debug, PartialEq, Eq)]
enum Fault {
    PowerIsOff,
    Wrong(NorFlashErrorKind),
}

impl NorFlashError for Fault {
    fn kind(&self) -> NorFlashErrorKind {
        match self {
            Self::PowerIsOff => NorFlashErrorKind::Other,
            Self::Wrong(kind) => *kind,
        }
    }
}

/// A NOR flash that loses power after so many bytes, and does what the trait forbids it to forgive.
#[derive(Clone)]
struct Nor<const WRITE: usize, const ERASE: usize> {
    bytes: Vec<u8>,
    /// Words that were written since they were erased.
    written: Vec<bool>,
    /// Bytes that are still erased or written before power goes.
    power: usize,
    torn: Torn,
    /// Bytes that were erased or written.
    used: usize,
    erases: Vec<u32>,
    /// A byte that keeps its value whatever is done to it.
    stuck: Option<usize>,
}

impl<const WRITE: usize, const ERASE: usize> Nor<WRITE, ERASE> {
    fn new(bytes: usize) -> Self {
        Self {
            // Not erased: what was in it before is anything.
            bytes: (0..bytes).map(|at| (at * 37) as u8).collect(),
            written: vec![true; bytes / WRITE],
            power: usize::MAX,
            torn: Torn::Untouched,
            used: 0,
            erases: vec![0; bytes / ERASE],
            stuck: None,
        }
    }

    /// Puts a byte to what it becomes, or to something between where power goes just now.
    fn put(&mut self, at: usize, byte: u8) {
        if self.stuck != Some(at) {
            self.bytes[at] = byte;
        }
    }

    fn tear(&mut self, at: usize, byte: u8) {
        let before = self.bytes[at];
        let torn = match self.torn {
            Torn::Untouched => before,
            Torn::Done => byte,
            Torn::Zeros => 0,
            Torn::Half => before & 0xF0 | byte & 0x0F,
            Torn::Noise => (at as u8).wrapping_mul(181) ^ before.rotate_left(3),
        };
        self.put(at, torn);
    }

    /// Changes bytes as long as there is power; where it goes, the whole word (or block) is torn.
    fn change(&mut self, from: usize, bytes: impl ExactSizeIterator<Item = u8>, torn: usize) -> Result<(), Fault> {
        for (at, byte) in (from..).zip(bytes) {
            if self.power == 0 {
                return Err(Fault::PowerIsOff);
            }
            self.power -= 1;
            self.used += 1;
            if self.power == 0 {
                let word = at / torn * torn;
                for at in word..word + torn {
                    self.tear(at, byte);
                }
                return Err(Fault::PowerIsOff);
            }
            self.put(at, byte);
        }
        Ok(())
    }
}

/// One that reads whole words and writes bytes, and may be protected: then it says that it erased and wrote, and did not.
#[derive(Clone)]
struct Wide {
    nor: Nor<1, 128>,
    protected: bool,
}

impl ErrorType for Wide {
    type Error = Fault;
}

impl ReadNorFlash for Wide {
    const READ_SIZE: usize = 4;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Fault> {
        check_read(self, offset, bytes.len()).map_err(Fault::Wrong)?;
        self.nor.read(offset, bytes)
    }

    fn capacity(&self) -> usize {
        self.nor.capacity()
    }
}

impl NorFlash for Wide {
    const WRITE_SIZE: usize = 1;
    const ERASE_SIZE: usize = 128;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Fault> {
        if self.protected { Ok(()) } else { self.nor.erase(from, to) }
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Fault> {
        if self.protected { Ok(()) } else { self.nor.write(offset, bytes) }
    }
}

impl<const WRITE: usize, const ERASE: usize> ErrorType for Nor<WRITE, ERASE> {
    type Error = Fault;
}

impl<const WRITE: usize, const ERASE: usize> ReadNorFlash for Nor<WRITE, ERASE> {
    const READ_SIZE: usize = if WRITE > 4 { 4 } else { 1 };

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Fault> {
        check_read(self, offset, bytes.len()).map_err(Fault::Wrong)?;
        if self.power == 0 {
            return Err(Fault::PowerIsOff);
        }
        bytes.copy_from_slice(&self.bytes[offset as usize..][..bytes.len()]);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.bytes.len()
    }
}

impl<const WRITE: usize, const ERASE: usize> NorFlash for Nor<WRITE, ERASE> {
    const WRITE_SIZE: usize = WRITE;
    const ERASE_SIZE: usize = ERASE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Fault> {
        check_erase(self, from, to).map_err(Fault::Wrong)?;
        let (from, to) = (from as usize, to as usize);
        for block in from / ERASE..to / ERASE {
            self.erases[block] += 1;
            self.written[block * ERASE / WRITE..(block + 1) * ERASE / WRITE].fill(false);
            self.change(block * ERASE, std::iter::repeat_n(0xFF, ERASE), ERASE)?;
        }
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Fault> {
        check_write(self, offset, bytes.len()).map_err(Fault::Wrong)?;
        let at = offset as usize;
        for word in &mut self.written[at / WRITE..(at + bytes.len()) / WRITE] {
            assert!(!std::mem::replace(word, true), "a word is written twice");
        }
        self.change(at, bytes.iter().copied(), WRITE)
    }
}

type Phone = Storage<1, 48, 16>;

/// A station that had this many calls, and whose own number of events shows it.
fn phone(calls: u64) -> Phone {
    let mut phone = Phone::new(&Config::default()).unwrap();
    let mut out = [Output::new(OutputKind::Call); MAX_OUTPUTS];
    for call in 1..=calls {
        let number = format!("{}", 4000 + call);
        let from = [Entry::known(Known::Ani, &number)];
        for what in [SignalKind::Offered, SignalKind::Established, SignalKind::Cleared] {
            let entries: &[Entry<'_>] = if what == SignalKind::Offered { &from } else { &[] };
            let signal = Signal { call: Which::reference(call), entries, ..Signal::new(what) };
            phone.station().step(call, &Input::Signal(signal), &mut out).unwrap();
        }
    }
    phone
}

const SLOT: usize = 512;

fn slots<const W: usize, const E: usize>(flash: Nor<W, E>) -> Slots<Nor<W, E>> {
    let end = flash.capacity() as u32;
    // Not at the beginning of the flash.
    Slots::new(flash, E as u32, end).unwrap()
}

fn empty<const W: usize, const E: usize>() -> Nor<W, E> {
    Nor::new(E + 2 * SLOT)
}

/// Saves, with power for so many bytes. Gives the flash with the power back on.
fn save<const W: usize, const E: usize>(mut flash: Nor<W, E>, phone: &mut Phone, power: usize) -> (Nor<W, E>, bool) {
    flash.power = power;
    let mut slots = slots(flash);
    let saved = slots.save(&phone.station(), &mut [0; SLOT]);
    assert!(matches!(saved, Ok(()) | Err(FlashError::Flash(Fault::PowerIsOff))), "{saved:?}");
    let mut flash = slots.release();
    flash.power = usize::MAX;
    (flash, saved.is_ok())
}

fn restored<const W: usize, const E: usize>(flash: &Nor<W, E>) -> Option<Phone> {
    let mut phone = phone(0);
    let restored = slots(flash.clone()).restore(&mut phone.station(), &mut [0x55; SLOT]).unwrap();
    restored.then_some(phone)
}

/// How many bytes a save changes.
fn cost<const W: usize, const E: usize>(flash: &Nor<W, E>, phone: &mut Phone) -> usize {
    save(flash.clone(), phone, usize::MAX).0.used - flash.used
}

/// Power goes at every byte of a save, and again at every `stride`th byte of the next: what comes back is always the last state that was
/// saved whole, or the one that was being saved.
fn cut_everywhere<const W: usize, const E: usize>(stride: usize) -> usize {
    let mut cuts = 0;
    for torn in [Torn::Untouched, Torn::Done, Torn::Zeros, Torn::Half, Torn::Noise] {
        for history in 0..3 {
            let mut flash = empty::<W, E>();
            flash.torn = torn;
            for calls in 0..history {
                flash = save(flash, &mut phone(calls), usize::MAX).0;
            }
            let old = history.checked_sub(1).map(phone);
            let mut new = phone(history);
            let mut third = phone(history + 1);
            assert_eq!(restored(&flash), old);
            for power in 1..=cost(&flash, &mut new) {
                let (flash, _) = save(flash.clone(), &mut new, power);
                cuts += 1;
                let now = restored(&flash);
                assert!(now == old || now.as_ref() == Some(&new), "{torn:?} history {history} cut at {power}");
                for power in (1..=cost(&flash, &mut third)).step_by(stride) {
                    let (flash, _) = save(flash.clone(), &mut third, power);
                    cuts += 1;
                    let again = restored(&flash);
                    assert!(again == now || again.as_ref() == Some(&third), "{torn:?} {history} cut at {power} again");
                }
                // And it goes on.
                let (flash, saved) = save(flash, &mut third, usize::MAX);
                assert!(saved && restored(&flash).as_ref() == Some(&third));
            }
        }
    }
    cuts
}

#[test]
fn power_may_go_at_every_byte() {
    let cuts = cut_everywhere::<1, 128>(97) + cut_everywhere::<4, 256>(101) + cut_everywhere::<32, 512>(103);
    println!("{cuts} cuts");
    assert!(cuts > 50_000, "only {cuts} cuts");
}

#[test]
fn any_flipped_bits_give_one_of_the_two_states() {
    let (mut old, mut new) = (phone(1), phone(2));
    let flash = save(save(empty::<4, 256>(), &mut old, usize::MAX).0, &mut new, usize::MAX).0;
    let mut seen = [0, 0];
    for bit in 0..flash.bytes.len() * 8 {
        for length in [1, 2, 3, 9, 32] {
            let mut flash = flash.clone();
            for bit in bit..(bit + length).min(flash.bytes.len() * 8) {
                flash.bytes[bit / 8] ^= 1 << (bit % 8);
            }
            let now = restored(&flash);
            let which = [&old, &new].iter().position(|phone| now.as_ref() == Some(phone)).unwrap_or_else(|| {
                panic!("{length} bits from {bit}: a third state");
            });
            seen[which] += 1;
            // What is torn is what is written next.
            if bit % 64 == 0 {
                let flash = save(flash, &mut phone(3), usize::MAX).0;
                assert_eq!(restored(&flash), Some(phone(3)));
            }
        }
    }
    assert!(seen[0] > 1_000 && seen[1] > 1_000, "{seen:?}");
}

#[test]
fn slots_wear_alike_and_are_counted() {
    let mut flash = empty::<4, 256>();
    assert_eq!(slots(flash.clone()).wear(&mut [0; SLOT]), Ok([None, None]));
    for calls in 0..100 {
        flash = save(flash, &mut phone(calls), usize::MAX).0;
    }
    assert_eq!(flash.erases, [0, 50, 50, 50, 50]);
    // The second slot had no header at first, and counts from the other's.
    assert_eq!(slots(flash.clone()).wear(&mut [0; SLOT]), Ok([Some(50), Some(51)]));
    // A save that is cut short after its header is counted as well; it is the same slot's turn again.
    for _ in 0..5 {
        let whole = cost(&flash, &mut phone(200));
        flash = save(flash, &mut phone(200), whole - 8).0;
    }
    assert_eq!(flash.erases, [0, 55, 55, 50, 50]);
    assert_eq!(slots(flash).wear(&mut [0; SLOT]), Ok([Some(55), Some(51)]));
}

#[test]
fn a_slot_that_does_not_keep_its_bytes_is_noticed() {
    let (mut old, mut new) = (phone(1), phone(2));
    let mut flash = save(empty::<4, 256>(), &mut old, usize::MAX).0;
    flash.stuck = Some(256 + SLOT + 100);
    let mut slots = slots(flash);
    assert_eq!(slots.save(&new.station(), &mut [0; SLOT]), Err(FlashError::NotKept));
    assert_eq!(restored(&slots.release()), Some(old));
}

#[test]
fn a_flash_that_reads_more_than_it_writes() {
    type Flash = Slots<Wide>;
    let mut slots = Flash::new(Wide { nor: empty::<1, 128>(), protected: false }, 128, 128 + 2 * SLOT as u32).unwrap();
    for calls in 1..4 {
        let mut saved = phone(calls);
        let length = saved.station().save(&mut []).unwrap_err();
        let needed = Flash::work(length);
        assert!(needed % 4 == 0 && needed >= length);
        assert_eq!(slots.save(&saved.station(), &mut vec![0; needed]), Ok(()));
        let mut now = phone(0);
        assert_eq!(slots.restore(&mut now.station(), &mut vec![0; needed]), Ok(true));
        assert_eq!(now, saved);
    }
}

#[test]
fn a_flash_that_is_protected_is_noticed() {
    let mut slots = Slots::new(Wide { nor: empty::<1, 128>(), protected: false }, 128, 128 + 2 * SLOT as u32).unwrap();
    for calls in 1..3 {
        slots.save(&phone(calls).station(), &mut [0; SLOT]).unwrap();
    }
    let mut flash = slots.release();
    flash.protected = true;
    let mut slots = Slots::new(flash, 128, 128 + 2 * SLOT as u32).unwrap();
    // What is read back is whole, and not what was written.
    assert_eq!(slots.save(&phone(3).station(), &mut [0; SLOT]), Err(FlashError::NotKept));
    let mut now = phone(0);
    assert_eq!(slots.restore(&mut now.station(), &mut [0; SLOT]), Ok(true));
    assert_eq!(now, phone(2));
}

/// The header of the first slot, which is at 256, with a number of its own and a length.
fn head(flash: &mut Nor<4, 256>, number: u32, length: [u8; 4]) {
    let mut fields = *b"ohfl\0\0\0\0\x01\0\0\0\0\0\0\0";
    fields[4..8].copy_from_slice(&number.to_le_bytes());
    fields[12..].copy_from_slice(&length);
    let sum = !fields.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
    });
    flash.bytes[256..][..16].copy_from_slice(&fields);
    flash.bytes[256 + 16..][..4].copy_from_slice(&sum.to_le_bytes());
}

#[test]
fn a_length_that_leads_out_of_the_slot() {
    let mut flash = save(empty::<4, 256>(), &mut phone(1), usize::MAX).0;
    flash = save(flash, &mut phone(2), usize::MAX).0;
    for length in [SLOT as u32, u32::MAX] {
        head(&mut flash, 2, length.to_le_bytes());
        assert_eq!(restored(&flash), Some(phone(2)));
    }
}

#[test]
fn the_number_wraps() {
    let mut flash = save(empty::<4, 256>(), &mut phone(1), usize::MAX).0;
    // The last number there is.
    let length = flash.bytes[256 + 12..][..4].try_into().unwrap();
    head(&mut flash, u32::MAX, length);
    assert_eq!(restored(&flash), Some(phone(1)));
    for calls in 2..6 {
        flash = save(flash, &mut phone(calls), usize::MAX).0;
        assert_eq!(restored(&flash), Some(phone(calls)));
    }
}

#[test]
fn what_does_not_fit_is_said_and_changes_nothing() {
    let flash = empty::<4, 256>;
    for (start, end) in [(0, 0), (256, 256), (0, 256), (0, 511), (1, 513), (0, 4096), (512, 0), (256, 1024)] {
        assert_eq!(Slots::new(flash(), start, end).err(), Some(FlashError::Area), "{start} {end}");
    }
    let mut phone = phone(1);
    let mut slots = slots(save(flash(), &mut phone, usize::MAX).0);
    let needed = Slots::<Nor<4, 256>>::work(phone.station().save(&mut []).unwrap_err());
    let before = slots.save(&phone.station(), &mut vec![0; needed - 1]);
    assert_eq!(before, Err(FlashError::NoRoom { needed }));
    assert_eq!(slots.save(&phone.station(), &mut vec![0; needed]), Ok(()));
    assert!(matches!(slots.restore(&mut phone.station(), &mut [0; 64]), Err(FlashError::NoRoom { .. })));
    // A station with another number of calls.
    let mut other = Storage::<2, 48, 16>::new(&Config::default()).unwrap();
    let before = other.clone();
    assert!(matches!(slots.restore(&mut other.station(), &mut [0; SLOT]), Err(FlashError::Snapshot(_))));
    assert_eq!(other, before);
    // A slot that is too small for it.
    let mut large = Storage::<8, 48, 16>::new(&Config::default()).unwrap();
    assert!(matches!(slots.save(&large.station(), &mut [0; 2048]), Err(FlashError::NoRoom { .. })));
    assert_eq!(slots.restore(&mut phone.station(), &mut [0; SLOT]), Ok(true));
}
