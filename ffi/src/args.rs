//! What a call hands in: arrays and texts become borrows here, and nowhere else.
//!
//! Lengths are the caller's word. `NULL`, alignment and UTF-8 are checked; more cannot be seen.

use core::cell::UnsafeCell;
use core::ffi::c_char;
use core::mem::MaybeUninit;
use core::{ptr, slice, str};

use offhook_core::codec::{DecodeError, Decoder};
use offhook_core::data::{Data, Record};
use offhook_core::inbox::Inbox as Ring;
use offhook_core::trace::Reader;
use offhook_core::{Entry, Key, Known, MAX_OUTPUTS, Output, OutputKind};

use crate::codec::EncodeOptions;
use crate::dialling::DialRule;
use crate::exchange::ExchangeConfig;
#[cfg(feature = "critical-section")]
use crate::shared::Gate;
use crate::status::{
    OFFHOOK_DONE, OFFHOOK_MISUSE_ALIGNMENT, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_MANY, OFFHOOK_MISUSE_NOT_MADE,
    OFFHOOK_MISUSE_NULL, OFFHOOK_MISUSE_SMALL, OFFHOOK_MISUSE_TEXT, Status,
};
use crate::types::{self, OFFHOOK_MAX_ENTRIES};

/// The bytes that C handed in.
pub(crate) fn bytes<'a>(data: *const u8, len: usize) -> Result<&'a [u8], Status> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(OFFHOOK_MISUSE_NULL);
    }
    // SAFETY: not null; C says that `len` bytes are there, and leaves them alone during the call.
    Ok(unsafe { slice::from_raw_parts(data, len) })
}

/// Room that C handed in.
pub(crate) fn room<'a>(data: *mut u8, len: usize) -> Result<&'a mut [u8], Status> {
    if len == 0 {
        return Ok(&mut []);
    }
    if data.is_null() {
        return Err(OFFHOOK_MISUSE_NULL);
    }
    // SAFETY: not null; C says that room for `len` bytes is there, and that it overlaps nothing else that it
    // hands in. Bytes that come from outside have some value.
    Ok(unsafe { slice::from_raw_parts_mut(data, len) })
}

/// The text that C handed in.
pub(crate) fn text<'a>(data: *const c_char, len: usize) -> Result<&'a str, Status> {
    str::from_utf8(bytes(data.cast(), len)?).map_err(|_| OFFHOOK_MISUSE_TEXT)
}

/// The caller's array, for the core to write outputs into.
pub(crate) fn outputs<'a>(out: *mut types::Output, len: usize) -> Result<&'a mut [Output; MAX_OUTPUTS], Status> {
    if out.is_null() {
        return Err(OFFHOOK_MISUSE_NULL);
    }
    if len < MAX_OUTPUTS {
        return Err(OFFHOOK_MISUSE_SMALL);
    }
    let out: *mut Output = out.cast();
    if !out.is_aligned() {
        return Err(OFFHOOK_MISUSE_ALIGNMENT);
    }
    // SAFETY: room for eight, aligned. Every field but this one is a number, which any bytes are.
    let name = |index: usize| unsafe { (&raw mut (*out.add(index)).what).write(OutputKind::Call) };
    // One by one: compiled for size, a loop would take five instructions for each.
    [name(0), name(1), name(2), name(3), name(4), name(5), name(6), name(7)] as [(); MAX_OUTPUTS];
    // SAFETY: as above; the two structs are laid out alike (`types`), and all eight hold values now.
    Ok(unsafe { &mut *out.cast() })
}

/// An output that C hands back.
pub(crate) fn output(output: &types::Output) -> Result<&Output, Status> {
    OutputKind::from_code(output.what).ok_or(OFFHOOK_MISUSE_CODE)?;
    // SAFETY: the two structs are laid out alike (`types`), and `what` has a value of its list.
    Ok(unsafe { &*ptr::from_ref(output).cast() })
}

/// Numbers that C handed in.
pub(crate) fn numbers<'a>(data: *const u32, len: usize) -> Result<&'a [u32], Status> {
    // SAFETY: any bytes are numbers.
    unsafe { array(data, len) }
}

/// Rules of dialling that C handed in; their texts are still to be looked at.
pub(crate) fn rules<'a>(data: *const DialRule, len: usize) -> Result<&'a [DialRule], Status> {
    // SAFETY: it is made of addresses and numbers, which any bytes are.
    unsafe { array(data, len) }
}

/// An array that C handed in.
///
/// # Safety
/// Any bytes are a `T`.
unsafe fn array<'a, T>(data: *const T, len: usize) -> Result<&'a [T], Status> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(OFFHOOK_MISUSE_NULL);
    }
    if !data.is_aligned() {
        return Err(OFFHOOK_MISUSE_ALIGNMENT);
    }
    // SAFETY: not null, aligned; C says that `len` of them are there, and leaves them alone during the call.
    Ok(unsafe { slice::from_raw_parts(data, len) })
}

/// What an integrator chooses: begins with its size.
///
/// # Safety
/// It is made of numbers, without padding.
pub(crate) unsafe trait Versioned: Default {
    /// The size of the caller's.
    fn struct_size(&self) -> u32;
}

// SAFETY: its fields are numbers, and their sizes add up to its own, as is asserted below.
unsafe impl Versioned for types::Config {
    fn struct_size(&self) -> u32 {
        self.struct_size
    }
}

// SAFETY: as above.
unsafe impl Versioned for ExchangeConfig {
    fn struct_size(&self) -> u32 {
        self.struct_size
    }
}

// SAFETY: as above.
unsafe impl Versioned for EncodeOptions {
    fn struct_size(&self) -> u32 {
        self.struct_size
    }
}

const _: () = assert!(size_of::<types::Config>() == 40 && size_of::<ExchangeConfig>() == 40);
const _: () = assert!(size_of::<EncodeOptions>() == 8);

/// What C handed in: of this version, or an earlier or later one.
pub(crate) fn versioned<T: Versioned>(chosen: Option<&T>) -> Result<T, Status> {
    let mut known = T::default();
    let Some(chosen) = chosen else { return Ok(known) };
    let given = bytes(ptr::from_ref(chosen).cast(), chosen.struct_size() as usize)?;
    if given.len() < size_of::<u32>() {
        return Err(OFFHOOK_MISUSE_SMALL);
    }
    let ours = size_of::<T>();
    if given.iter().skip(ours).any(|byte| *byte != 0) {
        return Err(OFFHOOK_MISUSE_CODE);
    }
    // SAFETY: it is made of numbers without padding, and no more is copied than either side has.
    unsafe { ptr::copy_nonoverlapping(given.as_ptr(), (&raw mut known).cast(), given.len().min(ours)) };
    Ok(known)
}

/// What lies in a caller's opaque struct, behind a mark that tells it from memory that was never written.
#[repr(C)]
struct Kept<T> {
    mark: u32,
    value: T,
}

fn keep<T, W>(words: &mut MaybeUninit<W>, mark: u32, value: T) {
    const { assert!(size_of::<Kept<T>>() <= size_of::<W>() && align_of::<Kept<T>>() <= align_of::<W>()) };
    // SAFETY: large and aligned enough, asserted above.
    unsafe { words.as_mut_ptr().cast::<Kept<T>>().write(Kept { mark, value }) };
}

fn kept<T, W>(words: &MaybeUninit<W>, mark: u32) -> Result<&T, Status> {
    kept_at(words.as_ptr(), mark)
}

/// The same where several have it at once, and it is made of atomic words: a borrow of `words` would say that nobody writes.
fn kept_at<'a, T, W>(words: *const W, mark: u32) -> Result<&'a T, Status> {
    let kept = words.cast::<Kept<T>>();
    // SAFETY: large and aligned enough, asserted in `keep`. The mark is read before anything is believed, as memory
    // that comes from outside has some value.
    if unsafe { (&raw const (*kept).mark).read() } != mark {
        return Err(OFFHOOK_MISUSE_NOT_MADE);
    }
    // SAFETY: the mark says that `keep` wrote it.
    Ok(unsafe { &(*kept).value })
}

fn kept_mut<T, W>(words: &mut MaybeUninit<W>, mark: u32) -> Result<&mut T, Status> {
    kept::<T, W>(words, mark)?;
    // SAFETY: as above, and `words` is borrowed for writing.
    Ok(unsafe { &mut (*words.as_mut_ptr().cast::<Kept<T>>()).value })
}

/// Texts and attached data for an input, collected by `offhook_entries_add` and `offhook_entries_add_key`. Opaque.
///
/// The values are not copied: they stay the caller's, and stay where they are until the input was given.
#[repr(C)]
pub struct Entries {
    /// Private.
    pub words: MaybeUninit<[usize; 196]>,
}

struct Collected {
    len: usize,
    /// What was decoded, where that is more than an input can have: it is only looked at.
    decoded: Data<'static>,
    /// Else the first `len` were written.
    entries: MaybeUninit<Room>,
}

impl Collected {
    /// The entries, unless they are more than an input can have.
    fn few(&self) -> Option<&[Entry<'_>]> {
        if self.len > OFFHOOK_MAX_ENTRIES {
            return None;
        }
        // SAFETY: so many were written, and there is room for no more.
        Some(unsafe { slice::from_raw_parts(self.entries.as_ptr().cast(), self.len) })
    }
}

type Room = [Entry<'static>; OFFHOOK_MAX_ENTRIES];
const ENTRIES: u32 = 0x6f68_656e;

impl Entries {
    /// None yet.
    pub(crate) fn clear(&mut self) {
        keep(&mut self.words, ENTRIES, Collected { len: 0, decoded: Data::default(), entries: MaybeUninit::uninit() });
    }

    /// All that was decoded; its bytes are C's, and last as long as C said they would.
    pub(crate) fn take(&mut self, decoder: &mut Decoder<'static>) -> Result<(), DecodeError> {
        let decoded = decoder.done()?;
        self.clear();
        // SAFETY: a decoder writes no text before it has seen that it is UTF-8.
        let text = |bytes| unsafe { str::from_utf8_unchecked(bytes) };
        let entry = |record: Record<'static>| Entry {
            key: record.known.map_or(Key::Own { app: text(record.app), name: text(record.name) }, Key::Known),
            value: text(record.value),
        };
        if !decoded.records().all(|record| self.add(entry(record)).is_ok())
            && let Ok(collected) = kept_mut::<Collected, _>(&mut self.words, ENTRIES)
        {
            (collected.len, collected.decoded) = (OFFHOOK_MAX_ENTRIES.wrapping_add(1), decoded);
        }
        Ok(())
    }

    /// The entries in order, however many.
    pub(crate) fn read(&self) -> Result<impl Iterator<Item = Entry<'_>>, Status> {
        let collected: &Collected = kept(&self.words, ENTRIES)?;
        Ok(collected.few().unwrap_or(&[]).iter().copied().chain(collected.decoded.iter()))
    }

    /// One more. Its texts are C's: they last as long as C said they would.
    pub(crate) fn add(&mut self, entry: Entry<'static>) -> Result<Status, Status> {
        let collected: &mut Collected = kept_mut(&mut self.words, ENTRIES)?;
        if collected.len >= OFFHOOK_MAX_ENTRIES {
            return Err(OFFHOOK_MISUSE_MANY);
        }
        // SAFETY: there is room for one more.
        unsafe { collected.entries.as_mut_ptr().cast::<Entry<'static>>().add(collected.len).write(entry) };
        collected.len = collected.len.wrapping_add(1);
        Ok(OFFHOOK_DONE)
    }

    /// One more, whose texts lie in the memory of a station: they are good until its next change, as the header says.
    pub(crate) fn refer(&mut self, entry: Entry<'_>) -> Result<Status, Status> {
        // SAFETY: only the lifetime changes. The texts are in the caller's block, which C keeps, and C does not use them
        // longer than it was told.
        self.add(unsafe { core::mem::transmute::<Entry<'_>, Entry<'static>>(entry) })
    }

    /// Lets `fill` write entries, and say how many.
    pub(crate) fn fill<T>(&mut self, fill: impl FnOnce(&mut Room) -> (usize, T)) -> Result<T, Status> {
        self.clear();
        while self.add(Entry::known(Known::Type, "")).is_ok() {}
        let collected: &mut Collected = kept_mut(&mut self.words, ENTRIES)?;
        // SAFETY: all of them were written just now.
        let (len, result) = fill(unsafe { collected.entries.assume_init_mut() });
        collected.len = len.min(OFFHOOK_MAX_ENTRIES);
        Ok(result)
    }
}

/// The entries of an input.
pub(crate) fn entries<'a>(entries: Option<&'a Entries>) -> Result<&'a [Entry<'a>], Status> {
    let Some(entries) = entries else { return Ok(&[]) };
    let collected: &Collected = kept(&entries.words, ENTRIES)?;
    collected.few().ok_or(OFFHOOK_MISUSE_MANY)
}

/// Data that lie in a station's block, for as long as C leaves the block alone.
pub(crate) fn held<'a>(data: Data<'_>) -> Data<'a> {
    // SAFETY: only the lifetime changes. C keeps the block, and does not step the station meanwhile.
    unsafe { core::mem::transmute::<Data<'_>, Data<'a>>(data) }
}

/// A trace that is being read. Opaque.
#[repr(C)]
pub struct Trace {
    /// Private.
    pub words: MaybeUninit<[usize; 6]>,
}

const TRACE: u32 = 0x6f68_7472;

impl Trace {
    /// Begins with this reader.
    pub(crate) fn begin(&mut self, reader: Reader<'static>) {
        keep(&mut self.words, TRACE, reader);
    }

    /// Where the reading is.
    pub(crate) fn reader(&mut self) -> Result<&mut Reader<'static>, Status> {
        kept_mut(&mut self.words, TRACE)
    }
}

/// Room for edges between an interrupt and the main loop. Opaque.
#[repr(C)]
pub struct Inbox {
    /// Private.
    pub words: UnsafeCell<MaybeUninit<[u32; 36]>>,
}

/// The edges that an inbox has room for.
pub const OFFHOOK_INBOX_EDGES: usize = 32;

const INBOX: u32 = 0x6f68_6978;

impl Inbox {
    /// Empty.
    pub(crate) fn init(&mut self) {
        keep(self.words.get_mut(), INBOX, Ring::<OFFHOOK_INBOX_EDGES>::new());
    }
}

/// The ring at this address. The interrupt and the main loop have it at once: it is made of atomic words.
pub(crate) fn ring<'a>(inbox: *const Inbox) -> Result<&'a Ring<OFFHOOK_INBOX_EDGES>, Status> {
    // SAFETY: C says that an inbox is there. After `init` nothing is written to it but the ring's own words.
    let inbox = unsafe { inbox.as_ref() }.ok_or(OFFHOOK_MISUSE_NULL)?;
    kept_at(inbox.words.get().cast_const(), INBOX)
}

/// The gate of a station that an interrupt and the main loop share. Opaque; it stays where it is.
#[cfg(feature = "critical-section")]
#[repr(C)]
pub struct Shared {
    /// Private.
    pub words: UnsafeCell<MaybeUninit<[usize; 4]>>,
}

#[cfg(feature = "critical-section")]
const SHARED: u32 = 0x6f68_7368;

#[cfg(feature = "critical-section")]
impl Shared {
    /// Nobody is inside.
    pub(crate) fn init(&mut self, gate: Gate) {
        keep(self.words.get_mut(), SHARED, gate);
    }
}

/// The gate at this address. Both sides have it at once: it is made of atomic words.
#[cfg(feature = "critical-section")]
pub(crate) fn gate<'a>(shared: *const Shared) -> Result<&'a Gate, Status> {
    // SAFETY: C says that a gate is there. After `init` nothing is written to it but the gate's own words.
    let shared = unsafe { shared.as_ref() }.ok_or(OFFHOOK_MISUSE_NULL)?;
    kept_at(shared.words.get().cast_const(), SHARED)
}

/// The panel of a phone: its line keys, and what is being dialled. Opaque; it may be copied and moved.
#[repr(C)]
pub struct Panel {
    /// Private.
    pub words: MaybeUninit<[u64; 16]>,
}

const PANEL: u32 = 0x6f68_706e;

impl Panel {
    pub(crate) fn make(&mut self, panel: offhook_core::panel::Panel) {
        keep(&mut self.words, PANEL, panel);
    }

    pub(crate) fn look(&self) -> Result<&offhook_core::panel::Panel, Status> {
        kept(&self.words, PANEL)
    }

    pub(crate) fn open(&mut self) -> Result<&mut offhook_core::panel::Panel, Status> {
        kept_mut(&mut self.words, PANEL)
    }
}

/// A hook switch. Opaque; it may be copied and moved.
#[repr(C)]
pub struct HookSwitch {
    /// Private.
    pub words: MaybeUninit<[u64; 6]>,
}

const HOOK: u32 = 0x6f68_686b;

impl HookSwitch {
    pub(crate) fn make(&mut self, hook: offhook_core::panel::HookSwitch) {
        keep(&mut self.words, HOOK, hook);
    }

    pub(crate) fn look(&self) -> Result<&offhook_core::panel::HookSwitch, Status> {
        kept(&self.words, HOOK)
    }

    pub(crate) fn open(&mut self) -> Result<&mut offhook_core::panel::HookSwitch, Status> {
        kept_mut(&mut self.words, HOOK)
    }
}
