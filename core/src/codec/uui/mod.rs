//! SIP User-to-User (RFC 7433): the values of the header field, strict out and tolerant in.
//!
//! | key | a value of the header |
//! |---|---|
//! | `UUI` | IA5 text, hexadecimal behind protocol discriminator `04` |
//! | `UUI-00` | text of the users' own, behind `00` |
//! | `UUI-hex` | hexadecimal digits as they stand, discriminator and all |
//! | `UUI-jwt`, `UUI-base64`, … | what stands under this `encoding` |
//!
//! [`Options::budget`](super::Options) is what the carrier takes of one value, discriminator not counted: 128 for
//! ISDN, 96 or 32 for Avaya, 131 for Cisco.
//!
//! The values may also stand among the headers of a URI, as in the Refer-To of a transfer (RFC 7433, section 4; the
//! escapes of RFC 3261, 19.1.1): `User-to-User=0431%3Bencoding%3Dhex…`, one header for each.

mod read;

pub(super) use read::{decode, decode_uri};

use super::Options;
use super::error::{EncodeError, Why};
use super::source::{Item, Source};
use super::table::limits;
use crate::syntax::{Out, Set, hex, url};

const NAME: &[u8] = b"User-to-User";
const IA5: u8 = 0x04;
const USERS_OWN: u8 = 0x00;
/// What every value of the ISDN package says of itself.
const PACKAGE: &[u8] = b";encoding=hex;purpose=isdn-uui;content=isdn-uui";

/// The values as a header field has them, with commas between them.
pub(super) fn encode(source: Source<'_>, options: &Options, out: &mut Out<'_>) -> Result<(), EncodeError> {
    write(source, options, &mut Writer { out, uri: false })
}

/// `User-to-User=…&User-to-User=…`
pub(super) fn encode_uri(source: Source<'_>, options: &Options, out: &mut Out<'_>) -> Result<(), EncodeError> {
    write(source, options, &mut Writer { out, uri: true })
}

#[inline(never)]
fn write(source: Source<'_>, options: &Options, to: &mut Writer<'_, '_>) -> Result<(), EncodeError> {
    for item in source.items() {
        let fact = item.known.is_some_and(|known| known.is_fact());
        if item.app.is_empty() && !fact {
            to.begin();
            put(&item, usize::from(options.budget), to).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        }
    }
    Ok(())
}

/// Where a value is written: as it stands in a header field, or with the escapes of a URI.
struct Writer<'o, 'b> {
    out: &'o mut Out<'b>,
    uri: bool,
}

impl Writer<'_, '_> {
    /// What stands before the next value.
    fn begin(&mut self) {
        let first = self.out.is_empty();
        if self.uri {
            self.out.put(if first { b"" } else { b"&" });
            self.out.put(NAME);
            self.out.byte(b'=');
        } else if !first {
            self.out.byte(b',');
        }
    }

    fn put(&mut self, text: &[u8]) {
        if self.uri {
            url::put(self.out, text);
        } else {
            self.out.put(text);
        }
    }

    fn hex(&mut self, byte: u8) {
        hex::put(self.out, byte);
    }
}

fn put(item: &Item<'_>, budget: usize, to: &mut Writer<'_, '_>) -> Result<(), Why> {
    limits(item)?;
    let key = item.name.strip_prefix(b"UUI").ok_or(Why::Key)?;
    let within = |length: usize| if length <= budget { Ok(()) } else { Err(Why::Budget) };
    match key {
        b"" if !item.value.is_ascii() => return Err(Why::Character),
        b"" | b"-00" => {
            within(item.value.len())?;
            to.hex(if key.is_empty() { IA5 } else { USERS_OWN });
            item.value.iter().for_each(|byte| to.hex(*byte));
            to.put(PACKAGE);
        }
        b"-hex" => {
            if !whole_bytes(item.value.iter().copied()) {
                return Err(Why::Value);
            }
            within((item.value.len() / 2).saturating_sub(1))?;
            to.put(item.value);
            to.put(PACKAGE);
        }
        [b'-', encoding @ ..] if is_token(encoding.iter().copied()) => {
            within(item.value.len())?;
            put_data(item.value, to)?;
            to.put(b";encoding=");
            to.put(encoding);
        }
        _ => return Err(Why::Key),
    }
    Ok(())
}

/// Puts a token as it is, anything else in quotes.
fn put_data(data: &[u8], to: &mut Writer<'_, '_>) -> Result<(), Why> {
    if is_token(data.iter().copied()) {
        to.put(data);
        return Ok(());
    }
    to.put(b"\"");
    for byte in data {
        match byte {
            0..0x20 | 0x7F => return Err(Why::Character),
            b'"' | b'\\' => to.put(&[b'\\', *byte]),
            _ => to.put(&[*byte]),
        }
    }
    to.put(b"\"");
    Ok(())
}

/// Whether this is one byte or more in hexadecimal.
fn whole_bytes(mut digits: impl Iterator<Item = u8>) -> bool {
    let mut count = 0usize;
    digits.all(|digit| {
        count = count.wrapping_add(1);
        digit.is_ascii_hexdigit()
    }) && count > 0
        && count.is_multiple_of(2)
}

fn is_token(text: impl Iterator<Item = u8>) -> bool {
    const TOKEN: Set = Set::of(&[
        (b'A', b'Z'),
        (b'a', b'z'),
        (b'0', b'9'),
        (b'*', b'+'),
        (b'-', b'.'),
        (b'_', b'`'),
        (b'!', b'!'),
        (b'%', b'%'),
        (b'\'', b'\''),
        (b'~', b'~'),
    ]);
    let mut text = text.peekable();
    text.peek().is_some() && text.all(|byte| TOKEN.has(byte))
}
