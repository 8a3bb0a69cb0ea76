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

use super::Options;
use super::error::{DecodeError, EncodeError, Why};
use super::source::{Item, Source};
use super::table::limits;
use crate::data::list::{List, Name};
use crate::syntax::{Characters, Out, Set, Sink, What, hex};

const IA5: u8 = 0x04;
const USERS_OWN: u8 = 0x00;
/// What every value of the ISDN package says of itself.
const PACKAGE: &[u8] = b";encoding=hex;purpose=isdn-uui;content=isdn-uui";

pub(super) fn encode(source: Source<'_>, options: &Options, out: &mut Out<'_>) -> Result<(), EncodeError> {
    for item in source.items() {
        let fact = item.known.is_some_and(|known| known.is_fact());
        if item.app.is_empty() && !fact {
            if !out.is_empty() {
                out.byte(b',');
            }
            put(&item, usize::from(options.budget), out).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        }
    }
    Ok(())
}

fn put(item: &Item<'_>, budget: usize, out: &mut Out<'_>) -> Result<(), Why> {
    limits(item)?;
    let key = item.name.strip_prefix(b"UUI").ok_or(Why::Key)?;
    let within = |length: usize| if length <= budget { Ok(()) } else { Err(Why::Budget) };
    match key {
        b"" if !item.value.is_ascii() => return Err(Why::Character),
        b"" | b"-00" => {
            within(item.value.len())?;
            hex::put(out, if key.is_empty() { IA5 } else { USERS_OWN });
            item.value.iter().for_each(|byte| hex::put(out, *byte));
            out.put(PACKAGE);
        }
        b"-hex" => {
            if item.value.is_empty() || !whole_bytes(item.value) {
                return Err(Why::Value);
            }
            within((item.value.len() / 2).saturating_sub(1))?;
            out.put(item.value);
            out.put(PACKAGE);
        }
        [b'-', encoding @ ..] if is_token(encoding) => {
            within(item.value.len())?;
            put_data(item.value, out)?;
            out.put(b";encoding=");
            out.put(encoding);
        }
        _ => return Err(Why::Key),
    }
    Ok(())
}

/// Puts a token as it is, anything else in quotes.
fn put_data(data: &[u8], out: &mut Out<'_>) -> Result<(), Why> {
    if is_token(data) {
        out.put(data);
        return Ok(());
    }
    out.byte(b'"');
    for byte in data {
        match byte {
            0..0x20 | 0x7F => return Err(Why::Character),
            b'"' | b'\\' => out.put(&[b'\\', *byte]),
            _ => out.byte(*byte),
        }
    }
    out.byte(b'"');
    Ok(())
}

/// Also with the name of the header field before it, and unquoted data with spaces. Parameters that say nothing about
/// the encoding are passed over.
pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    crate::syntax::utf8(text)?;
    let mut reader = Reader { text: text.trim_ascii_end(), at: 0 };
    if reader.rest().is_empty() {
        return Ok(());
    }
    reader.header_name();
    loop {
        reader.space();
        let at = reader.at;
        // Unquoted data may have equals signs in it: base64 ends in them.
        let data = reader.piece(|_| false)?;
        if data.is_empty() {
            return Err(reader.wrong());
        }
        let mut encoding: &[u8] = b"";
        while reader.next_is(b';') {
            let name = reader.piece(|byte| byte == b'=')?;
            let value = if reader.next_is(b'=') { reader.piece(|_| false)? } else { b"" };
            if name.eq_ignore_ascii_case(b"encoding") {
                encoding = unquoted(value);
            }
        }
        entry(data, encoding, list).map_err(|what| DecodeError::at(at, what))?;
        if !reader.next_is(b',') {
            return if reader.rest().is_empty() { Ok(()) } else { Err(reader.wrong()) };
        }
    }
}

/// One value of the header.
fn entry(data: &[u8], encoding: &[u8], list: &mut List<'_>) -> Result<(), What> {
    let plain = unquoted(data);
    let is_hex = whole_bytes(plain);
    list.name();
    list.put(b"UUI");
    if encoding.eq_ignore_ascii_case(b"hex") || encoding.is_empty() && is_hex {
        if !is_hex {
            return Err(What::Escape);
        }
        let (discriminator, octets) = plain.split_at_checked(2).unwrap_or((plain, &[]));
        let mut text = octets.chunks(2).filter_map(hex::byte);
        match hex::byte(discriminator) {
            Some(IA5) if text.all(|byte| byte.is_ascii()) => {}
            Some(USERS_OWN) if is_utf8(octets) => list.put(b"-00"),
            _ => {
                list.put(b"-hex");
                list.name_end(|_| Ok(Name::Same))?;
                list.put(plain);
                return list.value_end();
            }
        }
        list.name_end(|_| Ok(Name::Same))?;
        octets.chunks(2).filter_map(hex::byte).for_each(|byte| list.put(&[byte]));
        return list.value_end();
    }
    list.put(b"-");
    list.put(if encoding.is_empty() { b"ascii" } else { encoding });
    list.name_end(|_| Ok(Name::Same))?;
    let (quoted, mut escaped) = (plain.len() != data.len(), false);
    for byte in plain {
        if quoted && *byte == b'\\' && !escaped {
            escaped = true;
            continue;
        }
        escaped = false;
        list.put(&[*byte]);
    }
    list.value_end()
}

/// Whether bytes in hexadecimal are UTF-8.
fn is_utf8(digits: &[u8]) -> bool {
    let mut characters = Characters::default();
    digits.chunks(2).filter_map(hex::byte).all(|byte| characters.put(byte)) && characters.whole()
}

/// Whether this is one byte or more in hexadecimal.
fn whole_bytes(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit)
}

fn is_token(text: &[u8]) -> bool {
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
    !text.is_empty() && text.iter().all(|byte| TOKEN.has(*byte))
}

/// What stands between quotes, or the text itself.
fn unquoted(text: &[u8]) -> &[u8] {
    match text {
        [b'"', inner @ .., b'"'] => inner,
        text => text,
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Passes over the name of the header field.
    fn header_name(&mut self) {
        const NAME: &[u8] = b"User-to-User";
        self.space();
        if let Some((name, after)) = self.rest().split_at_checked(NAME.len())
            && name.eq_ignore_ascii_case(NAME)
            && after.trim_ascii_start().starts_with(b":")
        {
            let colon = after.iter().position(|byte| *byte == b':').unwrap_or(0);
            self.at = self.at.saturating_add(NAME.len()).saturating_add(colon).saturating_add(1);
        }
    }

    /// Text in quotes, with them, or up to what ends it, without the space around it.
    fn piece(&mut self, ends: impl Fn(u8) -> bool) -> Result<&'a [u8], DecodeError> {
        self.space();
        let rest = self.rest();
        if rest.first() == Some(&b'"') {
            let mut escaped = true;
            let end = rest.iter().position(|byte| {
                let ends = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            });
            // The first quote counts as escaped: it opens.
            let length = end.ok_or(DecodeError::at(self.text.len(), What::End))?.saturating_add(1);
            self.at = self.at.saturating_add(length);
            return Ok(rest.get(..length).unwrap_or(&[]));
        }
        let ends = |byte: &u8| ends(*byte) || matches!(byte, b';' | b',' | b'"' | 0..0x20 | 0x7F);
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        Ok(rest.get(..length).unwrap_or(&[]).trim_ascii_end())
    }

    /// Whether this byte comes next; then it is passed over.
    fn next_is(&mut self, byte: u8) -> bool {
        self.space();
        let is = self.rest().first() == Some(&byte);
        self.at = self.at.saturating_add(usize::from(is));
        is
    }

    fn space(&mut self) {
        let rest = self.rest();
        let length = rest.len().saturating_sub(rest.trim_ascii_start().len());
        self.at = self.at.saturating_add(length);
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    fn wrong(&self) -> DecodeError {
        DecodeError::at(self.at, if self.rest().is_empty() { What::End } else { What::Unexpected })
    }
}
