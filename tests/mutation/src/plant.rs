//! Where faults can be, and how each is written beside what is right.

use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, ExprBinary, ExprMatch, ExprStruct, ExprUnary, Member, Pat, ReturnType, Type, UnOp};

/// A fault that can be switched on.
pub struct Fault {
    /// Its number, from 1 on.
    pub number: u32,
    /// It is one of what the compiler works out.
    pub built: bool,
    /// Where it is.
    pub line: usize,
    /// In which function.
    pub function: String,
    /// What it does.
    pub what: String,
}

/// A source with faults in it.
pub struct Planted {
    /// The text.
    pub text: String,
    /// The faults, by number.
    pub faults: Vec<Fault>,
}

/// Plants every fault that this source can have; `after` is the number of the last one elsewhere.
pub fn plant(text: &str, after: u32) -> syn::Result<Planted> {
    let file = syn::parse_file(text)?;
    let mut planter =
        Planter { text, number: after, faults: Vec::new(), edits: Vec::new(), functions: Vec::new(), built: false };
    planter.visit_file(&file);
    let Planter { mut edits, faults, .. } = planter;
    // At one place what closes comes before what opens; what closes, the innermost first.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end, edit.order));
    let (mut planted, mut at) = (String::with_capacity(text.len() * 2), 0);
    for edit in edits {
        planted.push_str(&text[at..edit.range.start]);
        planted.push_str(&edit.text);
        at = edit.range.end;
    }
    planted.push_str(&text[at..]);
    Ok(Planted { text: planted, faults })
}

/// Some of the text becomes another.
struct Edit {
    range: Range<usize>,
    order: i64,
    text: String,
}

struct Planter<'t> {
    text: &'t str,
    number: u32,
    faults: Vec<Fault>,
    edits: Vec<Edit>,
    functions: Vec<String>,
    /// Within a function that the compiler runs.
    built: bool,
}

/// Functions of the rows run in the compiler: their tables are made there.
const TABLES: &[&str] = &[
    "after",
    "given",
    "of",
    "to",
    "moves",
    "makes",
    "signal",
    "request_row",
    "row",
    "open",
    "new",
    "bits",
    "from_bits",
    "half",
    "legal",
    "requests",
    "text_of",
];

impl Planter<'_> {
    fn fault(&mut self, of: &impl Spanned, what: String) -> u32 {
        self.number += 1;
        let function = self.functions.last().cloned().unwrap_or_default();
        let line = of.span().start().line;
        self.faults.push(Fault { number: self.number, built: self.built, line, function, what });
        self.number
    }

    fn is(&self, fault: u32) -> String {
        format!("{}({fault})", self.switch())
    }

    fn switch(&self) -> &'static str {
        if self.built { "crate::fault_switch::built" } else { "crate::fault_switch::on" }
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        self.edits.push(Edit { range, order: 0, text: text.to_owned() });
    }

    /// Something stands around an expression now.
    fn around(&mut self, range: &Range<usize>, before: &str, after: &str) {
        let order = self.edits.len() as i64 + 1;
        self.edits.push(Edit { range: range.start..range.start, order, text: before.to_owned() });
        self.edits.push(Edit { range: range.end..range.end, order: -order, text: after.to_owned() });
    }

    fn function(
        &mut self,
        name: &syn::Ident,
        constant: Option<proc_macro2::Span>,
        output: &ReturnType,
        body: &Block,
    ) -> bool {
        let was = self.built;
        self.functions.push(name.to_string());
        self.built = constant.is_some() && TABLES.contains(&name.to_string().as_str());
        if let (Some(word), false) = (constant, self.built) {
            self.replace(word.byte_range(), "");
        }
        if !body.stmts.is_empty() {
            let start = body.brace_token.span.open().byte_range().end;
            for value in values(output) {
                let fault = self.fault(name, format!("gives {value}"));
                let switch = self.is(fault);
                let order = self.edits.len() as i64 + 1;
                let text = format!(" if {switch} {{ return {value}; }}");
                self.edits.push(Edit { range: start..start, order, text });
            }
        }
        was
    }

    fn operator(&mut self, binary: &ExprBinary, name: &str, right: &str, wrong: &[&str]) {
        let faults: String = wrong
            .iter()
            .map(|wrong| format!(", {} {wrong}", self.fault(&binary.op, format!("`{right}` is `{wrong}`"))))
            .collect();
        let head = format!("crate::fault_switch::{name}!({}; ", self.switch());
        self.around(&binary.span().byte_range(), &head, &format!("; {right}{faults})"));
        self.replace(binary.op.span().byte_range(), ",");
    }
}

impl<'ast> Visit<'ast> for Planter<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let was = self.function(
            &item.sig.ident,
            item.sig.constness.as_ref().map(|token| token.span),
            &item.sig.output,
            &item.block,
        );
        visit::visit_block(self, &item.block);
        self.functions.pop();
        self.built = was;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let was = self.function(
            &item.sig.ident,
            item.sig.constness.as_ref().map(|token| token.span),
            &item.sig.output,
            &item.block,
        );
        visit::visit_block(self, &item.block);
        self.functions.pop();
        self.built = was;
    }

    // What stands outside of functions is as it is.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        match binary.op {
            BinOp::And(_) | BinOp::Or(_) if !has_let(&binary.left) && !has_let(&binary.right) => {
                let and = matches!(binary.op, BinOp::And(_));
                let (right, wrong) = if and { ("&&", "||") } else { ("||", "&&") };
                let fault = self.fault(&binary.op, format!("`{right}` is `{wrong}`"));
                // The right side counts where the left one is true, or where it is not.
                let sign = if and { "!=" } else { "==" };
                let switch = self.is(fault);
                self.around(&binary.span().byte_range(), "({ let left = ", " } else { left } })");
                self.replace(binary.op.span().byte_range(), &format!("; if left {sign} {switch} {{ "));
            }
            BinOp::Eq(_) => self.operator(binary, "operator", "==", &["!="]),
            BinOp::Ne(_) => self.operator(binary, "operator", "!=", &["=="]),
            BinOp::Lt(_) => self.operator(binary, "operator", "<", &["==", ">", "<="]),
            BinOp::Gt(_) => self.operator(binary, "operator", ">", &["==", "<", ">="]),
            BinOp::Le(_) => self.operator(binary, "operator", "<=", &[">"]),
            BinOp::Ge(_) => self.operator(binary, "operator", ">=", &["<"]),
            BinOp::BitAnd(_) => self.operator(binary, "operator", "&", &["|", "^"]),
            // Flags are bits of their own: of two of them `^` is the same.
            BinOp::BitOr(_) => self.operator(binary, "operator", "|", &["&"]),
            BinOp::BitXor(_) => self.operator(binary, "operator", "^", &["|", "&"]),
            BinOp::Shl(_) => self.operator(binary, "operator", "<<", &[">>"]),
            BinOp::Shr(_) => self.operator(binary, "operator", ">>", &["<<"]),
            BinOp::BitOrAssign(_) => self.operator(binary, "assign", "|=", &["&="]),
            BinOp::BitAndAssign(_) => self.operator(binary, "assign", "&=", &["|=", "^="]),
            _ => {}
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        if let UnOp::Not(_) = unary.op {
            let fault = self.fault(unary, "without `!`".to_owned());
            let text = &self.text[unary.expr.span().byte_range()];
            let head = format!("(if {} {{ {text} }} else {{ ", self.is(fault));
            self.around(&unary.span().byte_range(), &head, " })");
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, of: &'ast ExprMatch) {
        let rest = |pat: &Pat| matches!(pat, Pat::Wild(_));
        let catches = of.arms.iter().any(|arm| rest(&arm.pat) && arm.guard.is_none());
        for arm in &of.arms {
            let all = arm.pat.span().byte_range();
            if let Some((_, guard)) = arm.guard.as_ref().filter(|(_, guard)| !has_let(guard)) {
                let (yes, no) = (
                    self.fault(&arm.pat, "its guard always holds".to_owned()),
                    self.fault(&arm.pat, "its guard never holds".to_owned()),
                );
                let tail = format!(") || {}) && !{}", self.is(yes), self.is(no));
                self.around(&guard.span().byte_range(), "((", &tail);
            } else if catches && !rest(&arm.pat) && arm.guard.is_none() {
                let pattern = &self.text[all.clone()];
                let shown = pattern.split_whitespace().collect::<Vec<_>>().join(" ");
                let fault = self.fault(&arm.pat, format!("without the arm {shown}"));
                let text = format!(" if !{}", self.is(fault));
                self.edits.push(Edit { range: all.end..all.end, order: 0, text });
            }
        }
        visit::visit_expr_match(self, of);
    }

    fn visit_expr_struct(&mut self, of: &'ast ExprStruct) {
        if let Some(base) = &of.rest {
            let base = self.text[base.span().byte_range()].to_owned();
            for field in &of.fields {
                let Member::Named(name) = &field.member else { continue };
                let fault = self.fault(field, format!("without the field {name}"));
                let head = format!("if {} {{ ({base}).{name} }} else {{ ", self.is(fault));
                let head = if field.colon_token.is_none() { format!("{name}: {head}") } else { head };
                self.around(&field.expr.span().byte_range(), &head, " }");
            }
        }
        visit::visit_expr_struct(self, of);
    }
}

/// Whether a condition binds something: then it cannot be taken apart.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// Plain values that a function may give instead of its own.
fn values(output: &ReturnType) -> Vec<String> {
    match output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, kind) => of_type(kind),
    }
}

fn of_type(kind: &Type) -> Vec<String> {
    let all = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let within = |path: &syn::TypePath| -> Vec<String> {
        let Some(last) = path.path.segments.last() else { return Vec::new() };
        match &last.arguments {
            syn::PathArguments::AngleBracketed(list) => match list.args.first() {
                Some(syn::GenericArgument::Type(kind)) => of_type(kind),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    };
    match kind {
        Type::Tuple(tuple) if tuple.elems.is_empty() => all(&["()"]),
        Type::Tuple(tuple) if tuple.elems.len() == 2 => {
            let (one, two) = (of_type(&tuple.elems[0]), of_type(&tuple.elems[1]));
            one.iter().flat_map(|one| two.iter().map(move |two| format!("({one}, {two})"))).collect()
        }
        Type::Path(path) => match path.path.segments.last().map(|last| last.ident.to_string()).as_deref() {
            Some("bool") => all(&["true", "false"]),
            Some("u8" | "u16" | "u32" | "u64" | "usize" | "Slot") => all(&["0", "1"]),
            Some("State") => all(&["State::Null", "State::Connected"]),
            Some("A") => all(&["A::LoggedOut", "A::Ready"]),
            Some("Cause") => all(&["Cause::NONE"]),
            Some("Known") => all(&["Known::To"]),
            Some("Option") => std::iter::once("None".to_owned())
                .chain(within(path).iter().map(|value| format!("Some({value})")))
                .collect(),
            Some("Result") => within(path).iter().map(|value| format!("Ok({value})")).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
