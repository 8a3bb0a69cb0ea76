//! Every codec on any bytes. The first byte chooses the codec, the rest is its text.

use offhook::codec::{self, Codec, DecodeError, EncodeError, Options};
use offhook::data::{Data, valid};

/// Decodes, and what was decoded goes out and comes in again as it was. The same bytes as a list of entries go through
/// the encoder and back.
pub fn codec(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let codec = Codec::ALL[usize::from(*first) % Codec::ALL.len()];
    let mut bytes = vec![0; text.len() * 9 + 64];
    match codec::decode(codec, text, &mut bytes) {
        Ok(data) => there_and_back(codec, data),
        Err(DecodeError::Wrong(wrong)) => assert!(wrong.at <= text.len(), "{wrong:?}"),
        Err(DecodeError::NeedSize(size)) => panic!("{size} bytes for {}", text.len()),
        Err(DecodeError::OnlyWritten) => {}
    }
    if let Ok(entries) = codec::decode(Codec::Binary, text, &mut bytes) {
        there_and_back(codec, entries);
        merge(entries);
    }
    // A document that is no document is refused, and nothing else happens.
    let mut out = vec![0; text.len() + 64];
    if let Ok(length) = codec::merge(text, Data::default(), &mut out) {
        let (merged, _) = out.split_at(length);
        assert_eq!(codec::merge(merged, Data::default(), &mut vec![0; length]), Ok(length));
    }
}

/// Writes the entries, if the format takes them, and reads back the same, but for what the format leaves out.
fn there_and_back(codec: Codec, data: Data<'_>) {
    assert!(valid(data.bytes()));
    let size = match codec::encode(codec, data, &Options::DEFAULT, &mut []) {
        Err(EncodeError::NeedSize(size)) => size,
        Ok(size) => size,
        Err(_) => return,
    };
    let mut text = vec![0; size];
    assert_eq!(codec::encode(codec, data, &Options::DEFAULT, &mut text), Ok(size));
    let mut bytes = vec![0; size * 9 + 64];
    match codec::decode(codec, &text, &mut bytes) {
        Ok(again) => {
            let mut rest = data.iter();
            for entry in again.iter() {
                // Order may change where facts come first; nothing is made up.
                assert!(data.iter().any(|before| before == entry), "{entry:?}");
                rest.next();
            }
            let mut text_again = vec![0; size];
            assert_eq!(codec::encode(codec, again, &Options::DEFAULT, &mut text_again), Ok(size));
            assert_eq!(text_again, text, "canonical text of canonical text");
        }
        Err(DecodeError::OnlyWritten) => {}
        Err(error) => panic!("{codec:?} does not read what it wrote: {error:?}"),
    }
}

/// Entries merged into a document are in it.
fn merge(entries: Data<'_>) {
    const DOCUMENT: &[u8] =
        b"<ItemAttachedData><Application id=\"CRM_IC/MCM\"><FWDTYPE> </FWDTYPE></Application></ItemAttachedData>";
    let mut out = vec![0; DOCUMENT.len() + entries.bytes().len() * 16 + 64];
    if let Ok(length) = codec::merge(DOCUMENT, entries, &mut out) {
        let (merged, _) = out.split_at(length);
        let mut bytes = vec![0; length * 9];
        let read = codec::decode(Codec::IciXml, merged, &mut bytes).expect("a merged document is a document");
        let carried = |entry: &offhook::Entry<'_>| entry.key.app() == offhook::data::RESERVED_APPLICATION;
        assert!(entries.iter().filter(|entry| !carried(entry)).all(|entry| read.iter().any(|other| other == entry)));
        let mut once_more = vec![0; length];
        assert_eq!(codec::merge(merged, entries, &mut once_more), Ok(length));
    }
}
