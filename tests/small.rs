//! A small knowledge of invented states, so that curation of the shipped one breaks no test.
//!
//! The command line, the properties and the fuzz targets all ask it.

use chaikhana::app::{App, Snapshot};
use chaikhana::engine::Settings;
use chaikhana::knowledge::proof::{Fingerprint, clean};
use chaikhana::knowledge::{self, File, Knowledge, Limits};

/// The document that every quote is from.
pub(crate) const DOCUMENT: &str = "\
# The Valley and its Neighbours

Three states share the valley of the river Onder, and none of them can dam it without asking the other two. In 2014 they set up a water council that meets every spring and decides how much each may take. Its first meeting was in April 2015.

## Arvania

In 2012 Arvania refused to join the Trade League because its government feared for the young glass works of the capital. Seven years later the same government changed its mind, and in 2019 Arvania entered the Trade League as an observer without a vote. Critics called the step too late and too small for a country of its size.

## Belmoria

Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains. The line is 240 kilometres long and was opened two years after the last stone had been laid. Belmoria repays the money with copper that it sells to Norlund below the price of the market. In March 2018 Belmoria agreed with Arvania to dig a tunnel under the mountains, began to dig on 4 May 2019 and hopes to be done in 2030.

## Kestovia

Kestovia has declared itself neutral for ever and lets no foreign army stand on its soil. In the eyes of the author this neutrality is a luxury that only a poor country can afford. Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake.

## Outlook

Nobody knows how long the three states will go on sharing one river, since the glaciers that feed it have lost a third of their ice. The author expects the council to meet more often, and its meetings to become louder.
";

/// The id of the only source.
pub(crate) const SOURCE: &str = "harrow-2020";

const SOURCES: &str = r#"# The bibliography of the valley.

[[source]]
id = "harrow-2020"
author = "Ada Harrow"
title = "The Valley and its Neighbours"
published = "2020"
venue = "Valley Papers 7"
url = "https://example.org/valley"   # a comment that must survive
"#;

const LEXICON: &str = r#"
[[entity]]
id = "arvania"
kind = "state"
name = "Arvania"
aliases = ["Arvanian", "Arvánska"]

[[entity]]
id = "belmoria"
kind = "state"
name = "Belmoria"
aliases = ["Belmorian"]

[[entity]]
id = "kestovia"
kind = "state"
name = "Kestovia"
aliases = ["Kestovian"]

[[entity]]
id = "the-valley"
kind = "place"
name = "Onder Valley"
aliases = ["valley states", "the three"]
members = ["arvania", "belmoria", "kestovia"]

[[entity]]
id = "arvagrad"
kind = "place"
name = "Arvagrad"
part_of = "arvania"

[[entity]]
id = "vesna-toll"
kind = "person"
name = "Vesna Toll"
leads = "belmoria"
years = "2016-"

[[entity]]
id = "norlund"
kind = "power"
name = "Norlund"
aliases = ["Norlunders"]

[[entity]]
id = "trade-league"
kind = "organisation"
name = "Trade League"

[[entity]]
id = "zubrovka"
kind = "state"
name = "Zubrovka"
covered = false

[[synonym]]
words = ["loan", "credit", "money lent"]
why = "the document says loan"
"#;

const ARVANIA: &str = r#"
[[entry]]
id = "arvania-league-refusal"
about = ["arvania", "trade-league"]
as_of = "2012"
questions = [
    "Why did Arvania refuse to join the Trade League in 2012?",
    "what did Arvania fear from the Trade League in 2012",
    "Arvania turned down the Trade League in 2012, why?",
]
answer = "In 2012 Arvania refused to join the Trade League, for fear for its young glass works."
events = [{ date = "2012", text = "Arvania refuses to join the Trade League" }]

[[entry.quotes]]
source = "harrow-2020"
text = "In 2012 Arvania refused to join the Trade League because its government feared for the young glass works"

[[entry]]
id = "arvania-league-observer"
about = ["arvania", "trade-league"]
as_of = "2019"
questions = [
    "Is Arvania a member of the Trade League?",
    "did Arvania ever join the Trade League",
    "has Arvagrad entered the Trade League as an observer",
    "When did Arvania become an observer of the Trade League?",
]
not = ["How much does Arvania pay to the Trade League?"]
answer = "Arvania is no full member of the Trade League: it entered in 2019 as an observer without a vote."
supersedes = ["arvania-league-refusal"]
see_also = ["belmoria-railway-loan"]
events = [
    { date = "2012", text = "Arvania refuses to join the Trade League" },
    { date = "2019", text = "Arvania enters the Trade League as an observer" },
]

[[entry.quotes]]
source = "harrow-2020"
text = "in 2019 Arvania entered the Trade League as an observer without a vote"
"#;

const LOANS: &str = r#"
[[entry]]
id = "belmoria-railway-loan"
about = ["belmoria"]
mentions = ["norlund"]
as_of = "2015"
questions = [
    "How much did Norlund lend Belmoria for the railway?",
    "who paid for the Belmorian railway across the mountains",
    "size of the railway loan of Belmoria",
]
answer = "Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains."
events = [{ date = "2015", text = "Norlund lends Belmoria the money for a railway" }]

[[entry.quotes]]
source = "harrow-2020"
text = "Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains"

[[entry]]
id = "belmoria-arvania-tunnel"
about = ["arvania", "belmoria"]
as_of = "2020"
questions = [
    "What will Arvania and Belmoria dig under the mountains?",
    "when did Belmoria and Arvania agree on a tunnel",
    "tunnel between Arvania and Belmoria",
]
answer = "Arvania and Belmoria agreed in March 2018 to dig a tunnel under the mountains; it is to be done in 2030."
events = [
    { date = "2018-03", text = "Arvania and Belmoria agree to dig a tunnel" },
    { date = "2019-05-04", text = "Belmoria begins to dig" },
    { date = "2030", text = "The tunnel under the mountains is done", planned = true },
]

[[entry.quotes]]
source = "harrow-2020"
text = "In March 2018 Belmoria agreed with Arvania to dig a tunnel under the mountains, began to dig on 4 May 2019"

[[entry]]
id = "kestovia-harbour-loan"
about = ["kestovia"]
mentions = ["norlund"]
as_of = "2016"
questions = [
    "How much did Norlund lend Kestovia for the harbour?",
    "who paid for the Kestovian harbour on the lake",
    "size of the harbour loan of Kestovia",
]
answer = "Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake."

[[entry.quotes]]
source = "harrow-2020"
text = "Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour"

[[entry]]
id = "kestovia-neutrality-luxury"
about = ["kestovia"]
as_of = "2020"
questions = [
    "What does Harrow think of the neutrality of Kestovia?",
    "is Kestovian neutrality a luxury",
    "can Kestovia afford to be neutral",
]
answer = "In Harrow's eyes the neutrality of Kestovia is a luxury that only a poor country can afford."
view_of = "harrow-2020"

[[entry.quotes]]
source = "harrow-2020"
text = "In the eyes of the author this neutrality is a luxury that only a poor country can afford"
"#;

const REGION: &str = r#"
[[entry]]
id = "valley-water-council"
about = ["the-valley"]
as_of = "2014"
questions = [
    "Who decides how much water each of the valley states may take?",
    "what is the water council",
    "When was the water council of the Onder Valley set up?",
]
answer = "The three states of the Onder Valley set up a water council in 2014, which decides how much each may take."
events = [
    { date = "2014", text = "The states of the Onder Valley set up a water council" },
    { date = "2015-04", text = "The water council meets for the first time" },
]

[[entry.quotes]]
source = "harrow-2020"
text = "In 2014 they set up a water council that meets every spring and decides how much each may take"

[[entry]]
id = "valley-old-council"
about = ["the-valley"]
as_of = "2014"
questions = ["Which council came before the water council?", "what was the old council", "predecessor of the council"]
answer = "The valley had no council before 2014."
events = [{ date = "1990", text = "The states of the Onder Valley have no council" }]
retired = { on = "2021-03-01", why = "the document does not say so" }

[[entry.quotes]]
source = "harrow-2020"
text = "Three states share the valley of the river Onder, and none of them can dam it"
"#;

const ARVANIA_PROFILE: &str = r#"
entity = "arvania"

[[section]]
topic = "overview"
title = "In short"

[[section.sentence]]
text = "Arvania refused to join the Trade League in 2012 and entered it as an observer in 2019."
entries = ["arvania-league-refusal", "arvania-league-observer"]

[[section.sentence]]
text = "Arvania is to dig a tunnel under the mountains together with Belmoria."
entries = ["belmoria-arvania-tunnel"]

[[section]]
topic = "economy"
title = "Trade"

[[section.sentence]]
text = "Arvania has been an observer of the Trade League since 2019."
entries = ["arvania-league-observer"]
"#;

const BELMORIA_PROFILE: &str = r#"
entity = "belmoria"

[[section]]
topic = "economy"
title = "Railway and debt"

[[section.sentence]]
text = "Belmoria builds its railway with three billion crowns that Norlund lent in 2015."
entries = ["belmoria-railway-loan"]

[[section]]
topic = "neighbours"
title = "The tunnel"

[[section.sentence]]
text = "Belmoria agreed with Arvania in March 2018 to dig a tunnel under the mountains."
entries = ["belmoria-arvania-tunnel"]
"#;

/// Nothing is held against questions here.
const GUARD: &str = "# Questions that must stay right.\n";

/// The phrasings that an entry of the small knowledge needs.
pub(crate) const MIN_PHRASINGS: usize = 3;

/// The knowledge files, as the folder would hold them.
pub(crate) fn files() -> Vec<File> {
    let fingerprint = Fingerprint::of(&clean(DOCUMENT), SOURCE).to_string();
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    vec![
        file("countries/arvania.toml", ARVANIA),
        file("guard.toml", GUARD),
        file("lexicon.toml", LEXICON),
        file("profiles/arvania.toml", ARVANIA_PROFILE),
        file("profiles/belmoria.toml", BELMORIA_PROFILE),
        file("sources.toml", SOURCES),
        file("sources/harrow-2020.fingerprint", &fingerprint),
        file("topics/loans.toml", LOANS),
        file("topics/region.toml", REGION),
    ]
}

/// The checked knowledge.
#[allow(clippy::allow_attributes, dead_code, reason = "the fuzz targets use a part of this file")]
pub(crate) fn knowledge() -> Knowledge {
    let limits = Limits { min_phrasings: MIN_PHRASINGS, ..Limits::default() };
    let (knowledge, problems) = knowledge::read(&files(), &limits);
    let found: Vec<String> = problems.iter().map(|p| format!("{}: {} ({})", p.file, p.message, p.check)).collect();
    assert!(found.is_empty(), "the small knowledge has problems:\n{}", found.join("\n"));
    knowledge.unwrap_or_else(|| unreachable!("knowledge without problems is built"))
}

/// The bot over the small knowledge.
#[allow(clippy::allow_attributes, dead_code, reason = "the fuzz targets use a part of this file")]
pub(crate) fn app() -> App {
    App::new(Snapshot::of(knowledge(), Settings::default()))
}
