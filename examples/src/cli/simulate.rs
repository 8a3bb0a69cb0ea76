//! `simulate`: an inbound call or chat for an adapter on this machine, without a telephone.

use super::coding::texts;
use super::{Trouble, complain};
use crate::codec;
use crate::crm;
use offhook::Entry;
use offhook::codec::{Codec, Options, Source};
use std::io::Write;
use std::time::Duration;

/// An adapter that says nothing for so long has nothing to say.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of a reply that are read.
const REPLY: u64 = 64 * 1024;

/// Sends the entries to the adapter as the query of a URL, and shows its reply.
pub fn simulate(words: &[String], port: u16, out: &mut impl Write) -> Result<u8, Trouble> {
    let texts = texts(words)?;
    let entries: Vec<Entry<'_>> = texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
    let query = match codec::encode(Codec::C4cQuery, Source::List(&entries), &Options::DEFAULT) {
        Ok(query) => query,
        Err(refused) => {
            complain(&refused.text);
            return Ok(1);
        }
    };
    let url = crm::url(port, &query);
    writeln!(out, "GET {url}")?;
    match exchange(&url) {
        Ok((status, body)) => {
            writeln!(out, "{status}")?;
            write!(out, "{body}")?;
            Ok(0)
        }
        Err(error) => {
            complain(&format!(
                "no adapter answers on port {port} of this machine ({error}): start it, or name its port with --port"
            ));
            Ok(1)
        }
    }
}

/// Sends it; the status line and the body of the reply, whatever the status.
fn exchange(url: &str) -> Result<(String, String), ureq::Error> {
    let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
    // The adapter is on this machine: no proxy stands before it.
    let adapter: ureq::Agent = config.proxy(None).build().into();
    let mut reply = adapter.get(url).call()?;
    let bytes = reply.body_mut().with_config().limit(REPLY).read_to_vec()?;
    let status = format!("{:?} {}", reply.version(), reply.status());
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}
