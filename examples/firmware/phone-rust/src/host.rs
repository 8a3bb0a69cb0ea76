//! The machine that runs the emulator: its files, its arguments and its terminal, by semihosting. A real phone has no such thing.

use cortex_m_semihosting::{nr, syscall, syscall1};

/// Writes a line that ends with a NUL.
pub fn write(line: &[u8]) {
    if line.ends_with(&[0]) {
        // SAFETY: the host reads up to the NUL.
        unsafe { syscall1(nr::WRITE0, line.as_ptr() as usize) };
    }
}

/// What of this file fits; nothing where there is no such file.
pub fn read<'a>(name: &str, into: &'a mut [u8]) -> &'a [u8] {
    let mut path = [0; 128];
    let Some(place) = path[..127].get_mut(..name.len()) else { return &[] };
    place.copy_from_slice(name.as_bytes());
    // SAFETY: the host reads a name that ends with a NUL, and no more than its length.
    let file = unsafe { syscall(nr::OPEN, &[path.as_ptr() as usize, nr::open::R_BINARY, name.len()]) };
    if file == usize::MAX {
        return &[];
    }
    // SAFETY: the host writes into `into`, and no more than its length.
    let left = unsafe { syscall(nr::READ, &[file, into.as_mut_ptr() as usize, into.len()]) };
    // SAFETY: the file is open.
    unsafe { syscall(nr::CLOSE, &[file]) };
    &into[..into.len().saturating_sub(left)]
}

/// Whether the emulator was started with this word among the firmware's arguments.
pub fn argument(word: &str) -> bool {
    let mut line = [0; 128];
    let block = [line.as_mut_ptr() as usize, line.len()];
    // SAFETY: the host writes into `line`, and no more than its length.
    let failed = unsafe { syscall(nr::GET_CMDLINE, &block) };
    failed == 0 && line.split(|byte| matches!(byte, b' ' | 0)).skip(1).any(|other| other == word.as_bytes())
}
