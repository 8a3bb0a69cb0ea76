//! `include/Offhook.cs`: the header once more, in C#. It is made from the header's text, so that nothing is said twice; what this does not know
//! how to say in C# stops it, so that nothing is left out unseen.

use std::str::Lines;

const BEFORE: &str = include_str!("before.cs");

/// Structs that C need not give: `NULL` means the defaults, which a `ref` cannot say.
const MAY_BE_NULL: [&str; 3] = ["offhook_config", "offhook_encode_options", "offhook_mask"];

const OF_TEXT: &str = "
        /// <summary>The text as a string, which is a copy.</summary>
        public override string ToString()
        {
            var bytes = new byte[(int)len];
            if (bytes.Length > 0) Marshal.Copy(data, bytes, 0, bytes.Length);
            return Encoding.UTF8.GetString(bytes);
        }
";

/// The header in C#.
///
/// # Errors
/// What there is no C# for.
pub fn binding(header: &str) -> Result<String, String> {
    let mut binding =
        Binding { text: BEFORE.into(), lines: header.lines(), title: None, doc: Vec::new(), opaque: Vec::new() };
    while let Some(line) = binding.lines.next() {
        binding.line(line)?;
    }
    Ok(binding.text + "}\n")
}

struct Binding<'a> {
    text: String,
    lines: Lines<'a>,
    /// The title of the list that begins.
    title: Option<&'a str>,
    /// The comment on what comes next.
    doc: Vec<&'a str>,
    /// The structs whose inside is not for the caller.
    opaque: Vec<&'a str>,
}

/// An argument of a function, or a field of a struct.
struct Named<'a> {
    of: &'a str,
    name: &'a str,
}

impl<'a> Named<'a> {
    /// `const char *app`.
    fn parse(text: &'a str) -> Result<Self, String> {
        let text = text.trim();
        let at = text.rfind([' ', '*']).ok_or_else(|| format!("{text}: no name"))?;
        let (of, name) = text.split_at(at + 1);
        Ok(Self { of: of.trim(), name })
    }
}

impl<'a> Binding<'a> {
    fn line(&mut self, line: &'a str) -> Result<(), String> {
        if line.starts_with("#if") && line != "#ifndef OFFHOOK_H" {
            // C++, and functions that a library for firmware alone has.
            self.lines.by_ref().find(|line| line.starts_with("#endif"));
        } else if line == "/**" {
            self.doc = self.comment();
        } else if let Some(title) = line.strip_prefix("/* ") {
            self.title = title.strip_suffix(" */");
        } else if let Some(define) = line.strip_prefix("#define ") {
            self.number(define);
        } else if let Some(name) = line.strip_prefix("typedef struct ") {
            self.structure(name.trim_end_matches(" {"))?;
        } else if line.contains('(') && line.starts_with(char::is_alphabetic) {
            let mut whole = line.to_string();
            while !whole.ends_with(';') {
                whole.push_str(self.lines.next().ok_or("a function without an end")?);
            }
            self.function(&whole)?;
        }
        Ok(())
    }

    /// The lines of a comment that has begun.
    fn comment(&mut self) -> Vec<&'a str> {
        let lines = self.lines.by_ref().map(str::trim).take_while(|line| *line != "*/");
        lines.map(|line| line.trim_start_matches('*')).map(|line| line.strip_prefix(' ').unwrap_or(line)).collect()
    }

    /// The comment on what comes next, in the parts that C# has for it.
    fn documented(&mut self, indent: &str) {
        let doc = std::mem::take(&mut self.doc);
        let begins = |word: &str| doc.iter().position(|line| line.starts_with(word)).unwrap_or(doc.len());
        let (returns, rest) = (begins("*Returns*"), begins("*Ownership*"));
        for (part, lines) in [("summary", &doc[..returns]), ("returns", &doc[returns..rest]), ("remarks", &doc[rest..])]
        {
            let text = lines.join("\n").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let text = text.trim_start_matches("*Returns* ").trim();
            if text.contains('\n') {
                self.text += &format!("{indent}/// <{part}>\n");
                text.lines().for_each(|line| self.text += &format!("{}\n", format!("{indent}/// {line}").trim_end()));
                self.text += &format!("{indent}/// </{part}>\n");
            } else if !text.is_empty() {
                self.text += &format!("{indent}/// <{part}>{text}</{part}>\n");
            }
        }
    }

    /// `OFFHOOK_SIGNAL_INITIATED 1 /* Service is being asked for. */`. Codes are as wide as the fields that they are for.
    fn number(&mut self, define: &'a str) {
        let title = self.title.take();
        let Some((name, rest)) = define.split_once(' ').filter(|(name, _)| !name.contains('(')) else { return };
        let (value, about) = rest.split_once(" /* ").unwrap_or((rest, ""));
        let (of, value) = match value.strip_suffix("ull") {
            Some(value) => ("ulong", value),
            None if !self.doc.is_empty() => ("int", value),
            None if name.starts_with("OFFHOOK_CAUSE_") || name.starts_with("OFFHOOK_REASON_") => ("ushort", value),
            None => ("byte", value),
        };
        if let Some(title) = title {
            self.text += &format!("\n    // {title}\n");
        }
        if let Some(about) = about.strip_suffix(" */") {
            self.doc = vec![about];
        }
        self.documented("    ");
        self.text += &format!("    public const {of} {name} = {value};\n");
    }

    fn structure(&mut self, name: &'a str) -> Result<(), String> {
        let opaque = self.doc.iter().any(|line| line.contains("Opaque"));
        self.text.push('\n');
        self.documented("    ");
        let (mut fields, mut size) = (String::new(), 0);
        while let Some(line) = self.lines.next().filter(|line| !line.starts_with('}')) {
            if line.trim() == "/**" {
                self.doc = self.comment();
                continue;
            }
            let field = line.trim().trim_end_matches(';');
            let (field, count) = match field.trim_end_matches(']').split_once('[') {
                Some((field, count)) => (field, count.parse().map_err(|error| format!("{line}: {error}"))?),
                None => (field, 1),
            };
            let Named { of, name } = Named::parse(field)?;
            if opaque {
                self.doc.clear();
                // Of both processors the wider.
                size += count * if of == "uint32_t" { 4 } else { 8 };
                continue;
            }
            let of = if of.ends_with('*') { "IntPtr" } else { plain(of)? };
            let names = match count {
                1 => name.to_string(),
                count => (0..count).map(|index| format!("{name}{index}")).collect::<Vec<_>>().join(", "),
            };
            let before = std::mem::take(&mut self.text);
            self.documented("        ");
            fields += &std::mem::replace(&mut self.text, before);
            fields += &format!("        public {of} {names};\n");
        }
        if opaque {
            self.opaque.push(name);
            self.text +=
                &format!("    [StructLayout(LayoutKind.Sequential, Size = {size})]\n    public struct {name} {{ }}\n");
        } else {
            let more = if name == "offhook_text" { OF_TEXT } else { "" };
            self.text += &format!(
                "    [StructLayout(LayoutKind.Sequential)]\n    public struct {name}\n    {{\n{fields}{more}    }}\n"
            );
        }
        Ok(())
    }

    /// `offhook_status offhook_call(const struct offhook_storage *station, uint32_t id, struct offhook_call_info *call);`
    fn function(&mut self, whole: &str) -> Result<(), String> {
        let (head, tail) = whole.split_once('(').ok_or("a function without arguments")?;
        let function = Named::parse(head)?;
        let tail = tail.trim_end_matches(");");
        let arguments =
            if tail == "void" { Vec::new() } else { tail.split(',').map(Named::parse).collect::<Result<_, _>>()? };
        let mut given = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            given.push(self.argument(argument, arguments.get(at + 1), &arguments)?);
        }
        let list = given.join(", ");
        let name = function.name;
        self.text.push('\n');
        self.documented("    ");
        if function.of == "const char *" {
            // The marshaller would free a string that it is given.
            let short = name.trim_start_matches("offhook_");
            let names: Vec<_> = arguments.iter().map(|argument| argument.name).collect();
            self.text +=
                &format!("    public static string {name}({list}) {{ return Name({short}({})); }}\n", names.join(", "));
            self.text += &format!(
                "    [DllImport(Library, CallingConvention = C, EntryPoint = \"{name}\")]\n    static extern IntPtr {short}({list});\n"
            );
            return Ok(());
        }
        let returned = plain(function.of)?;
        let import =
            format!("    [DllImport(Library, CallingConvention = C)]\n    public static extern {returned} {name}");
        self.text += &format!("{import}({list});\n");
        if let Some(of) = MAY_BE_NULL.iter().find(|of| list.contains(&format!("ref {of} "))) {
            let list = list.replace(&format!("ref {of} "), "IntPtr ");
            self.text += &format!(
                "    /// <summary>The same, where `{of}` may be `NULL`: IntPtr.Zero.</summary>\n{import}({list});\n"
            );
        }
        Ok(())
    }

    /// An argument as C# gives it. The garbage collector moves arrays, so what the library goes on looking at is an address.
    fn argument(&self, argument: &Named, next: Option<&Named>, all: &[Named]) -> Result<String, String> {
        let name = if argument.name == "out" { "@out" } else { argument.name };
        let Some(target) = argument.of.strip_suffix(" *") else { return Ok(format!("{} {name}", plain(argument.of)?)) };
        let (target, read) = match target.strip_prefix("const ") {
            Some(target) => (target, true),
            None => (target, false),
        };
        let of = if target == "char" { "byte" } else { plain(target)? };
        if self.opaque.contains(&of) {
            return Ok(format!("IntPtr {name}"));
        }
        let array = next.is_some_and(|next| next.name.strip_suffix("_len") == Some(argument.name));
        let is = |name: &str, of: &[&str]| all.iter().any(|other| other.name == name || of.contains(&other.of));
        let collected = is("", &["struct offhook_entries *", "struct offhook_trace *"]);
        let kept = of == "byte" && array && (name == "block" || collected && !(name == "from" && is("into", &[])));
        Ok(match (kept, array, read) {
            (true, ..) => format!("IntPtr {name}"),
            (_, true, true) => format!("{of}[] {name}"),
            (_, true, false) => format!("[Out] {of}[] {name}"),
            (_, false, true) => format!("ref {of} {name}"),
            // What is moved on is read, too.
            (_, false, false) if name == "cursor" => format!("ref {of} {name}"),
            (_, false, false) => format!("out {of} {name}"),
        })
    }
}

/// A type that is no address, in C#.
fn plain(of: &str) -> Result<&str, String> {
    Ok(match of {
        "uint8_t" => "byte",
        "uint16_t" => "ushort",
        "uint32_t" => "uint",
        "uint64_t" => "ulong",
        "int32_t" | "offhook_status" => "int",
        "size_t" => "UIntPtr",
        of => of.strip_prefix("struct ").ok_or_else(|| format!("no C# for {of}"))?,
    })
}
