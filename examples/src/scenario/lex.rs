//! Lines into words: bare, quoted, or quoted from the `=` on; `#` at the start of a word ends the line.

/// One word, its quotes and escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// Where its first `=` outside quotes stands in `text`.
    pub equals: Option<usize>,
    /// Where its first `:` outside quotes, and before that `=`, stands in `text`.
    pub colon: Option<usize>,
}

/// A word seen as `[APP:]KEY[=VALUE]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'w> {
    /// The application; `None` without a `:`, empty for a `:` at the start.
    pub app: Option<&'w str>,
    /// The key.
    pub key: &'w str,
    /// The value; `None` without a `=`.
    pub value: Option<&'w str>,
}

impl Word {
    /// A word that is taken as it stands, with nothing quoted in it.
    pub fn plain(text: &str) -> Self {
        let equals = text.find('=');
        let colon = text.find(':').filter(|colon| equals.is_none_or(|equals| *colon < equals));
        Self { text: text.to_owned(), equals, colon }
    }

    /// The word taken apart at its `:` and `=`.
    pub fn parts(&self) -> Parts<'_> {
        let (name, value) = split(&self.text, self.equals);
        match self.colon {
            Some(at) => match split(name, Some(at)) {
                (app, Some(key)) => Parts { app: Some(app), key, value },
                (key, None) => Parts { app: None, key, value },
            },
            None => Parts { app: None, key: name, value },
        }
    }

    /// The word as `KEY=VALUE`, which may stand in quotes as a whole; `None` where it is none.
    pub fn argument(&self) -> Option<(&str, &str)> {
        let Parts { app, key, value } = self.parts();
        match value {
            Some(value) => app.is_none().then_some((key, value)),
            None => self.text.split_once('='),
        }
    }

    /// The name before a `:` that ends the word.
    pub fn prefix(&self) -> Option<&str> {
        let (name, rest) = split(&self.text, self.colon);
        (rest == Some("") && self.equals.is_none()).then_some(name)
    }
}

/// What stands before and after the one-byte character at `at`.
fn split(text: &str, at: Option<usize>) -> (&str, Option<&str>) {
    match at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// The words of one line, or what is wrong with it.
pub fn words(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start_matches(BLANK);
    while !rest.is_empty() && !rest.starts_with('#') {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_start_matches(BLANK);
    }
    Ok(words)
}

const BLANK: [char; 3] = [' ', '\t', '\r'];

/// The word at the start of `line`, and what follows it.
fn word(line: &str) -> Result<(Word, &str), String> {
    let mut word = Word { text: String::new(), equals: None, colon: None };
    let mut rest = line;
    // Quotes open at the start of the word and right after a separator, nowhere else.
    let mut may_quote = true;
    while let Some(first) = rest.chars().next() {
        if BLANK.contains(&first) {
            break;
        }
        if first == '"' {
            if !may_quote {
                return Err(format!(
                    "a quote inside the word {line:?}: quote the whole word, or the value after its `=`"
                ));
            }
            rest = quoted(rest, &mut word.text)?;
            let ends = rest.chars().next().is_none_or(|next| BLANK.contains(&next));
            let separates = word.equals.is_none() && rest.starts_with([':', '=']);
            if !(ends || separates) {
                return Err(format!("{rest:?} follows a closing quote: put a space between them"));
            }
            may_quote = false;
            continue;
        }
        may_quote = word.equals.is_none() && matches!(first, ':' | '=');
        match first {
            '=' if word.equals.is_none() => word.equals = Some(word.text.len()),
            ':' if word.equals.is_none() && word.colon.is_none() => word.colon = Some(word.text.len()),
            _ => {}
        }
        word.text.push(first);
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    Ok((word, rest))
}

/// Appends the quoted text at the start of `line` to `text`; what follows the closing quote.
fn quoted<'l>(line: &'l str, text: &mut String) -> Result<&'l str, String> {
    let mut chars = line.chars();
    chars.next();
    while let Some(char) = chars.next() {
        match char {
            '"' => return Ok(chars.as_str()),
            '\\' => text.push(escaped(&mut chars)?),
            plain => text.push(plain),
        }
    }
    Err(format!("the quote that opens {line:?} is not closed: end the text with `\"` on the same line"))
}

/// The character that the escape after a `\` stands for.
fn escaped(chars: &mut std::str::Chars<'_>) -> Result<char, String> {
    match chars.next() {
        Some('"') => Ok('"'),
        Some('\\') => Ok('\\'),
        Some('n') => Ok('\n'),
        Some('r') => Ok('\r'),
        Some('t') => Ok('\t'),
        Some('u') => {
            let digits =
                chars.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
            let scalar = digits
                .filter(|digits| (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .and_then(char::from_u32);
            let (Some(digits), Some(scalar)) = (digits, scalar) else {
                return Err(
                    "`\\u` needs one to six hexadecimal digits of a character in braces, as in `\\u{e9}`".to_owned()
                );
            };
            chars.by_ref().take(digits.len() + 2).for_each(drop);
            Ok(scalar)
        }
        Some(other) => Err(format!("`\\{other}` is no escape: the escapes are \\\" \\\\ \\n \\r \\t \\u{{…}}")),
        None => Err("a `\\` at the end of the line escapes nothing: write `\\\\` for a backslash".to_owned()),
    }
}

/// `text` as the value of a word: quoted when it has to be.
pub fn value(text: &str) -> String {
    let needs = text.chars().any(|char| char.is_control() || BLANK.contains(&char) || char == '"');
    if needs { quote(text) } else { text.to_owned() }
}

/// An entry as one word, `[APP:]KEY=VALUE`.
pub fn entry(app: &str, name: &str, text: &str) -> String {
    format!("{}={}", key(app, name), value(text))
}

/// The key of an entry as one word, `[APP:]KEY`.
pub fn key(app: &str, name: &str) -> String {
    let part = |text: &str| {
        let needs = text.is_empty() || text.starts_with('#') || text.contains([':', '=']);
        if needs { quote(text) } else { value(text) }
    };
    if app.is_empty() { part(name) } else { format!("{}:{}", part(app), part(name)) }
}

/// `text` in quotes.
pub fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}
