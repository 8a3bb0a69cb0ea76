//! `simulate`: an inbound call or chat for an adapter on this machine, without a telephone.

use super::coding::texts;
use super::{Trouble, complain};
use crate::codec;
use offhook::Entry;
use offhook::codec::{Codec, Source};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// An adapter that says nothing for so long has nothing to say.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of a reply that are read.
const REPLY: u64 = 64 * 1024;

/// Sends the entries to the adapter as the query of a URL, and shows its reply.
pub fn simulate(words: &[String], port: u16, out: &mut impl Write) -> Result<u8, Trouble> {
    let texts = texts(words)?;
    let entries: Vec<Entry<'_>> = texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
    let query = match codec::encode(Codec::C4cQuery, Source::List(&entries)) {
        Ok(query) => query,
        Err(refused) => {
            complain(&refused.text);
            return Ok(1);
        }
    };
    writeln!(out, "GET http://localhost:{port}/?{query}")?;
    match exchange(&query, port) {
        Ok(reply) => {
            let text = String::from_utf8_lossy(&reply);
            let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
            writeln!(out, "{}", head.lines().next().unwrap_or("(no reply)"))?;
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

fn exchange(query: &str, port: u16) -> io::Result<Vec<u8>> {
    let mut adapter = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), PATIENCE)?;
    adapter.set_read_timeout(Some(PATIENCE))?;
    adapter.set_write_timeout(Some(PATIENCE))?;
    // In one piece: small servers read only once.
    let request = format!("GET /?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    adapter.write_all(request.as_bytes())?;
    let mut reply = Vec::new();
    adapter.take(REPLY).read_to_end(&mut reply)?;
    Ok(reply)
}
