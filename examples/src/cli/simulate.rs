//! `simulate`: an inbound call or chat for an adapter on this machine, without a telephone.

use super::coding::texts;
use super::{Trouble, complain};
use crate::codec;
use crate::crm;
use offhook::Entry;
use offhook::codec::{Codec, Options, Source};
use std::io::Write;
use std::time::Duration;
use ureq::http::{StatusCode, Version};

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
        Ok(reply) => {
            writeln!(out, "{:?} {}", reply.version, reply.status)?;
            write!(out, "{}", reply.body)?;
            out.flush()?;
            let Some(advice) = advice(reply.status, port) else { return Ok(0) };
            complain(&format!("the adapter answers {}: {advice}", reply.status));
            Ok(1)
        }
        Err(error) => {
            complain(&format!(
                "no adapter answers on port {port} of this machine ({error}): start it, or name its port with --port"
            ));
            Ok(1)
        }
    }
}

/// What to do about a reply that says the call was not taken.
fn advice(status: StatusCode, port: u16) -> Option<String> {
    if status.is_client_error() {
        Some(format!("change the entries, or name its port with --port if it is not the one on port {port}"))
    } else if status.is_server_error() {
        Some("look for the reason in its log, and send the call again".to_owned())
    } else {
        None
    }
}

/// What came back.
struct Reply {
    version: Version,
    status: StatusCode,
    body: String,
}

/// Sends it; the reply, whatever its status.
fn exchange(url: &str) -> Result<Reply, ureq::Error> {
    let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
    // The adapter is on this machine: no proxy stands before it.
    let adapter: ureq::Agent = config.proxy(None).build().into();
    let mut reply = adapter.get(url).call()?;
    let bytes = reply.body_mut().with_config().limit(REPLY).read_to_vec()?;
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Reply { version: reply.version(), status: reply.status(), body })
}
