//! Which version this is.

use core::ffi::{CStr, c_char};

/// The major version: changes when a program has to.
pub const OFFHOOK_VERSION_MAJOR: u32 = 0;
/// The minor version: changes when something is added; until 1.0 also when something changes.
pub const OFFHOOK_VERSION_MINOR: u32 = 1;
/// The patch version.
pub const OFFHOOK_VERSION_PATCH: u32 = 0;
/// The number of the binary interface, and of the shared library's name.
pub const OFFHOOK_ABI: u32 = 0;

const TEXT: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(text) => text,
    Err(_) => c"",
};

/// The version of the library that is linked: major * 65536 + minor * 256 + patch.
///
/// *Returns* the number.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_version() -> u32 {
    OFFHOOK_VERSION_MAJOR << 16 | OFFHOOK_VERSION_MINOR << 8 | OFFHOOK_VERSION_PATCH
}

/// The version of the library that is linked, as text.
///
/// *Returns* the text, with a NUL at its end.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_version_text() -> *const c_char {
    TEXT.as_ptr()
}

/// The number of the binary interface: a program and a library with different numbers do not fit.
///
/// *Returns* the number.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_abi() -> u32 {
    OFFHOOK_ABI
}
