//! Messages as Discord would show them, on a page for a browser.

use super::markdown::{html, safe};
use crate::discord::render::drawn::Drawn;
use serde_json::Value;
use std::fmt::Write;

const STYLE: &str = "\
body{background:#313338;color:#dbdee1;font:15px/1.4 'gg sans','Noto Sans',Helvetica,Arial,sans-serif;margin:24px auto;max-width:760px;padding:0 16px}
h1{font-size:22px}h2{color:#949ba4;font-size:13px;font-weight:600;margin:36px 0 8px;text-transform:uppercase}
.said{color:#b5bac1;margin:0 0 6px 52px}.said b{color:#f2f3f5}
.message{display:flex;gap:12px}.face{background:#c8a45c;border-radius:50%;flex:none;font-size:22px;height:40px;line-height:40px;text-align:center;width:40px}
.body{min-width:0;width:100%}.name{color:#f2f3f5;font-weight:600}.tag{background:#5865f2;border-radius:3px;font-size:10px;margin-left:6px;padding:1px 5px;vertical-align:2px}
.small{color:#949ba4;font-size:12px}.heading{font-size:17px;font-weight:700;margin-top:8px}.item{margin-left:16px}.item:before{content:'• '}
.line:empty{height:8px}blockquote{border-left:4px solid #4e5058;border-radius:3px;margin:4px 0;padding:0 10px}
a{color:#00a8fc;text-decoration:none}code{background:#1e1f22;border-radius:3px;padding:1px 4px}
.card{background:#2b2d31;border-left:4px solid;border-radius:4px;font-size:14px;margin:6px 0;max-width:520px;padding:10px 14px}
.foot{color:#b5bac1;font-size:12px;margin-top:8px}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:6px}.button{background:#4e5058;border-radius:3px;color:#fff;font-size:14px;font-weight:500;padding:6px 14px}
.primary{background:#5865f2}.danger{background:#da373c}.select{background:#1e1f22;border-radius:4px;padding:8px 12px;width:380px}";

/// How every page begins, of whichever version.
const START: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Chaikhana in Discord</title>";

/// Whether this is a page that was written here, whole or not.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    bytes.starts_with(START.as_bytes())
}

/// A page of messages under their headings; `aside` marks what only one person sees.
pub(super) struct Page(String);

impl Page {
    pub(super) fn new() -> Self {
        Self(format!("{START}<style>{STYLE}</style><h1>🍵 Chaikhana, as Discord shows it</h1>\n"))
    }

    /// Adds what somebody said and what the bot replied.
    pub(super) fn add(&mut self, heading: &str, said: &str, drawn: &Drawn) {
        let Drawn { content, cards, rows } = drawn;
        let page = &mut self.0;
        let _ = write!(page, "<h2>{}</h2><div class=\"said\"><b>nodira</b> {}</div>", safe(heading), safe(said));
        page.push_str("<div class=\"message\"><div class=\"face\">🍵</div><div class=\"body\"><span class=\"name\">Chaikhana</span><span class=\"tag\">APP</span>");
        page.push_str(&html(content));
        for card in cards {
            let _ =
                write!(page, "<div class=\"card\" style=\"border-color:#{:06x}\">{}", card.colour, html(&card.body));
            if !card.footer.is_empty() {
                let _ = write!(page, "<div class=\"foot\">{}</div>", safe(&card.footer));
            }
            page.push_str("</div>");
        }
        for row in rows {
            page.push_str("<div class=\"row\">");
            let row = serde_json::to_value(row).unwrap_or_default();
            for control in row.get("components").and_then(Value::as_array).into_iter().flatten() {
                page.push_str(&drawn_control(control));
            }
            page.push_str("</div>");
        }
        page.push_str("</div></div>\n");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A button or a select.
fn drawn_control(control: &Value) -> String {
    let text = |key: &str| control.get(key).and_then(Value::as_str).unwrap_or("");
    if control.get("options").is_some() {
        return format!("<div class=\"select\">{} ▾</div>", safe(text("placeholder")));
    }
    let emoji = control.pointer("/emoji/name").and_then(Value::as_str).unwrap_or("");
    let style = match control.get("style").and_then(Value::as_u64) {
        Some(1) => " primary",
        Some(4) => " danger",
        _ => "",
    };
    format!("<div class=\"button{style}\">{} {}</div>", safe(emoji), safe(text("label")))
}
