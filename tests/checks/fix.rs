//! `check --fix`: the normal form, and nothing else.

use crate::kit::{Kit, VALLEYS};
use snapbox::{IntoData, assert_data_eq, str};

/// An entry in which the normal form has much to do, and much to leave alone.
const UNTIDY: &str = "\
# A remark at the top.


[[entry]]  # the newest stands first
id = \"Valley-Bees\"   # shouted
about   = [ \"sey\",\"lorn\", \"Sey\" ]
mentions = [
    \"river-league\",   # a list with remarks
    # keeps its order
    \"karsk\",
]
as_of = '1932'
questions = [
    # the plain one
    \"Who  rules   the bees?\",  'whose bees are they',

    \"does a rule say \u{201c}no bees\u{201d} \", # curly
\t\"is there a bee law in the Cafe\u{301}\",
    \"bees\", \"bees of Lorn\", \"bees of Sey\", \"the bees\u{2019} rule\",
]
answer = \"\"\"
Neither Lorn nor Sey
has a rule for bees.\"\"\"
see_also = [
  \"sey-dam-request\",
  \"lorn-covenant\",
  \"lorn-covenant\",
]
review_by = \"1940\" # some day


[[entry.quotes]]
source = \"TARROW-1932\"
text = \"No rule was made for bees, and the bees of both valleys have flown as they like\"
# The end.
";

/// The same in normal form: every remark, blank line and indent is where it was.
const TIDY: &str = "\
# A remark at the top.


[[entry]]  # the newest stands first
id = \"valley-bees\"   # shouted
about   = [ \"lorn\",\"sey\" ]
mentions = [
    \"river-league\",   # a list with remarks
    # keeps its order
    \"karsk\",
]
as_of = '1932'
questions = [
    # the plain one
    \"Who rules the bees?\",  'whose bees are they',

    'does a rule say \"no bees\"', # curly
\t\"is there a bee law in the Caf\u{e9}\",
    \"bees\", \"bees of Lorn\", \"bees of Sey\", \"the bees' rule\",
]
answer = \"Neither Lorn nor Sey has a rule for bees.\"
see_also = [
  \"lorn-covenant\",
  \"sey-dam-request\",
]
review_by = \"1940\" # some day


[[entry.quotes]]
source = \"tarrow-1932\"
text = \"No rule was made for bees, and the bees of both valleys have flown as they like\"
# The end.
";

#[test]
fn fix_restores_the_normal_form_and_nothing_else() {
    let kit = Kit::new().file("topics/bees.toml", UNTIDY).args(["check", "--fix", "--strict"]);
    let said = str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]];
    let ran = kit.stderr("restored the normal form of topics/bees.toml\n").stdout(said).run();
    assert_data_eq!(ran.read("topics/bees.toml"), TIDY.into_data().raw());
    for (path, text) in VALLEYS {
        assert_eq!(ran.read(path), *text, "`{path}` is as it was");
    }
}

#[test]
fn fix_once_more_changes_nothing() {
    let kit = Kit::new().file("topics/bees.toml", UNTIDY).args(["check", "--fix", "--quiet"]);
    let first = kit
        .stdout(str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]])
        .run();
    let second = first
        .again()
        .args(["check", "--fix"])
        .stdout(str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]])
        .run();
    assert_data_eq!(second.read("topics/bees.toml"), TIDY.into_data().raw());
}

#[test]
fn fix_leaves_what_it_cannot_read_and_tells_of_it() {
    let broken = "[[entry]\nid = \"Bees\"\n";
    let kit = Kit::new().file("topics/bees.toml", broken).args(["check", "--fix"]).exit(1);
    assert_eq!(
        kit.stdout(str![[r#"
error[syntax]: unclosed array table, expected `]`
 --> topics/bees.toml:1:9
  |
1 | [[entry]
  |         ^
  |
  = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

11 files checked: 1 error, 0 warnings

"#]])
            .run()
            .read("topics/bees.toml"),
        broken
    );
}
