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

use super::error::Why;
use super::items::Items;
use super::source::Item;
use crate::syntax::{Out, Set, hex, url};

const NAME: &[u8] = b"User-to-User";
const IA5: u8 = 0x04;
const USERS_OWN: u8 = 0x00;
/// What every value of the ISDN package says of itself.
const PACKAGE: &[u8] = b";encoding=hex;purpose=isdn-uui;content=isdn-uui";

/// The values as a header field has them, with commas between them; or `User-to-User=…&User-to-User=…`, as a URI has them.
pub(super) fn encode(items: &mut Items<'_>, budget: u16, uri: bool, out: &mut Out<'_>) -> Result<(), Why> {
    let mut writer = Writer { out, uri };
    let mut item = Item::NONE;
    while items.advance(&mut item) {
        if item.app.is_empty() && !item.is_fact() {
            writer.begin();
            writer.value(&item, usize::from(budget))?;
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
        if !self.out.is_empty() {
            self.out.byte(if self.uri { b'&' } else { b',' });
        }
        if self.uri {
            self.out.put(NAME);
            self.out.byte(b'=');
        }
    }

    #[inline(never)]
    fn value(&mut self, item: &Item<'_>, budget: usize) -> Result<(), Why> {
        item.limits()?;
        let key = item.name().strip_prefix(b"UUI").ok_or(Why::Key)?;
        let mut length = item.value.len();
        match key {
            b"" if !item.value.is_ascii() => return Err(Why::Character),
            b"" | b"-00" => {}
            b"-hex" if length == 0 || !length.is_multiple_of(2) || !item.value.iter().all(u8::is_ascii_hexdigit) => {
                return Err(Why::Value);
            }
            // What comes behind the discriminator.
            b"-hex" => length = (length / 2).saturating_sub(1),
            [b'-', encoding @ ..] if is_token(encoding) => {}
            _ => return Err(Why::Key),
        }
        if length > budget {
            return Err(Why::Budget);
        }
        match key {
            b"" | b"-00" => {
                hex::put(self.out, if key.is_empty() { IA5 } else { USERS_OWN });
                item.value.iter().for_each(|byte| hex::put(self.out, *byte));
                self.put(PACKAGE);
            }
            b"-hex" => {
                self.put(item.value);
                self.put(PACKAGE);
            }
            _ => {
                self.data(item.value)?;
                self.put(b";encoding=");
                self.put(key.get(1..).unwrap_or(&[]));
            }
        }
        Ok(())
    }

    /// Puts a token as it is, anything else in quotes.
    fn data(&mut self, data: &[u8]) -> Result<(), Why> {
        if is_token(data) {
            self.put(data);
            return Ok(());
        }
        self.put(b"\"");
        for byte in data {
            match byte {
                0..0x20 | 0x7F => return Err(Why::Character),
                b'"' | b'\\' => self.put(b"\\"),
                _ => {}
            }
            self.put(&[*byte]);
        }
        self.put(b"\"");
        Ok(())
    }

    fn put(&mut self, text: &[u8]) {
        if self.uri {
            url::put(self.out, text);
        } else {
            self.out.put(text);
        }
    }
}

fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| in_token(*byte))
}

fn in_token(byte: u8) -> bool {
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
    TOKEN.has(byte)
}
