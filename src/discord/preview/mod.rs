//! A gallery: what the bot says, as Discord would show it, for a person to look at.

mod markdown;
mod page;

use super::render::{Drawn, Origin, answer, help, topics, why};
use super::{pages, words};
use crate::app::{App, Context};
use crate::knowledge::Topic;
use crate::reply::Span;
use page::{Page, is_page};

/// What is asked in the gallery: why it stands there, the question, and the one before it.
const QUESTIONS: &[(&str, &str, Option<&str>)] = &[
    ("An answer with an earlier state", "did uzbekistan ever join the eurasian union?", None),
    ("A word that was mended", "Krygyzstan imf loan", None),
    ("A judgement, attributed", "is uzbekistan balancing between russia and china?", None),
    ("A follow-up", "and Tajikistan?", Some("is Uzbekistan a member of the EAEU?")),
    ("A question about now", "is uzbekistan in the eaeu today?", None),
    ("Choices", "uzbekistan and china", None),
    ("What the sources do not know", "when did kyrgyzstan join the wto?", None),
    ("Whom the sources do not cover", "is mongolia in the eurasian economic union?", None),
    ("A name without a question", "Kyrgyzstan", None),
    ("Another language", "Узбекистан вступил в ЕАЭС?", None),
    ("Markup in a question", "**@everyone** <@1> did [uzbekistan](https://evil.example) join the eaeu?", None),
];

/// Whether a file that holds this may be written over: it is empty, or a gallery.
pub fn may_replace(bytes: &[u8]) -> bool {
    bytes.is_empty() || is_page(bytes)
}

/// The gallery as a page of HTML.
pub fn preview(app: &App) -> String {
    let mut page = Page::new();
    let knowledge = app.knowledge();
    for (heading, question, previous) in QUESTIONS {
        let context = Context { previous: previous.map(str::to_owned) };
        let asked = app.ask(question, &context);
        let drawn = answer::asked(&knowledge, &asked, Origin { asker: 1, question: Some(1) });
        let before = previous.map_or_else(String::new, |previous| format!("{previous} … "));
        page.add(heading, &format!("{before}@Chaikhana {question}"), &drawn);
    }
    let question = QUESTIONS.first().map_or("", |(_, question, _)| question);
    let explanation = app.explain(question, &Context::default());
    page.add("Why", "/why", &why::explained(&knowledge, question, &explanation));
    let named = explanation.candidates.first().map(|near| &near.entry);
    if let Some((entry, reply)) = named.and_then(|entry| Some((entry, app.context(entry)?))) {
        page.add("In context", "Show quote in context", &answer::context(&knowledge, entry, &reply));
    }
    page.add("Help", "/help", &help::help(false));
    for (heading, said, drawn) in read(app) {
        page.add(heading, said, &drawn);
    }
    page.add("Privacy", "/privacy", &Drawn::sentence(words::privacy(30, false)));
    page.finish()
}

/// What is looked up by name.
fn read(app: &App) -> [(&'static str, &'static str, Drawn); 8] {
    let about = |name: &str| pages::about(app, name, 0);
    [
        ("A summary", "/country Kazakhstan", pages::country(app, "Kazakhstan", None)),
        (
            "One section of it",
            "/country Kazakhstan topic: China",
            pages::country(app, "Kazakhstan", Some(Topic::China)),
        ),
        ("Two side by side", "/compare Kazakhstan Uzbekistan", pages::compare(app, ["Kazakhstan", "Uzbekistan"], None)),
        ("A timeline", "/timeline Kyrgyzstan", pages::timeline(app, Some("Kyrgyzstan"), Span::default(), 0)),
        ("What is answered about a name", "/about CSTO", about("CSTO")),
        ("A name that is not known", "/about Atlantis", about("Atlantis")),
        ("Where the answers come from", "/sources", pages::sources(app, 0)),
        ("Topics", "/topics", topics::topics(&app.knowledge())),
    ]
}

#[cfg(test)]
mod tests {
    use super::QUESTIONS;
    use crate::app::{Context, Outcome};
    use crate::discord::shipped::APP;

    #[test]
    fn what_is_shown_fits_its_heading() {
        for (heading, question, previous) in QUESTIONS {
            let context = Context { previous: previous.map(str::to_owned) };
            let decision = APP.ask(question, &context).decision;
            let outcome = match decision.outcome {
                Outcome::Answer(_) => "answer",
                Outcome::Choices(_) => "choices",
                Outcome::Nothing(_) => "nothing",
            };
            let expected = match *heading {
                "Choices" => "choices",
                "What the sources do not know"
                | "Whom the sources do not cover"
                | "A name without a question"
                | "Another language" => "nothing",
                _ => "answer",
            };
            assert_eq!(outcome, expected, "{heading}");
            assert_eq!(!decision.repairs.is_empty(), *heading == "A word that was mended", "{heading}");
        }
    }
}
