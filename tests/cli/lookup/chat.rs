//! The same commands in `chat`, where what they show can be picked by number.

use super::check_numbers;
use crate::cli::Place;

/// What chat says to each line.
pub(super) fn chat(place: &Place, knowledge: &[&str], lines: &[String]) -> Vec<String> {
    // A line that no reply could hold stands between two replies.
    let marked: Vec<String> = lines.iter().map(|line| format!("{line}\n/next\n")).collect();
    let out = place.fed(marked.concat().as_bytes(), &[&["chat"], knowledge].concat()).done();
    let mark = "There is no /next here; /help lists what there is.\n\n";
    let said: Vec<String> = out.split(mark).map(str::to_owned).collect();
    assert_eq!(said.len(), lines.len() + 1, "{out}");
    said.into_iter().take(lines.len()).collect()
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn chat_says_what_the_commands_say() {
    let place = Place::new();
    for (line, args) in [
        ("/country Avrania", &["country", "Avrania"][..]),
        ("/compare Arvania, Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare Arvania and Vesna Toll", &["compare", "Arvania", "Vesna Toll"]),
        ("/compare Arvania vs Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare Arvania with Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare  Arvania   Belmoria ", &["compare", "Arvania", "Belmoria"]),
        ("/timeline Belmoria", &["timeline", "--about", "Belmoria"]),
    ] {
        let said = chat(&place, &[], &lines(&[line]));
        assert_eq!(said, [format!("{}\n", place.run(&[args, &["-q"]].concat()).done())], "{line}");
    }
    // Questions are offered by number, behind the numbers of the proof.
    let about = chat(&place, &[], &lines(&["/about Belmoria"])).concat();
    assert!(about.contains("\n  [1] \"Norlund lent"), "{about}");
    assert!(about.contains("\n  2. How much did Norlund lend Belmoria"), "{about}");
    assert!(about.contains("\n  3. What will Arvania and Belmoria dig"), "{about}");
}

#[test]
fn chat_asks_for_the_names_that_are_missing() {
    let said =
        chat(&Place::new(), &[], &lines(&["/compare Arvania", "/compare", "/timeline", "/about", "/compare Arvania,"]));
    let name = "Please name a state, a power, an organisation or a project, such as Kazakhstan.";
    let two = "Name two with a comma between, such as /compare Kazakhstan, Uzbekistan.";
    for (said, sentence) in said.iter().zip([two, two, name, name, name]) {
        assert_eq!(said.trim_end(), sentence);
    }
}

#[test]
fn a_number_picks_the_entry_behind_its_proof() {
    let refusal = "In 2012 Arvania refused to join the Trade League, for fear for its young glass works.";
    let observer = "Arvania is no full member of the Trade League: it entered in 2019 as an observer without a vote.";
    let tunnel =
        "Arvania and Belmoria agreed in March 2018 to dig a tunnel under the mountains; it is to be done in 2030.";
    let loan = "Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains.";
    let council =
        "The three states of the Onder Valley set up a water council in 2014, which decides how much each may take.";
    let place = Place::new();
    for (asked, picks) in [
        ("/country Arvania", &[refusal, observer, tunnel][..]),
        ("/country Avrania", &[refusal, observer, tunnel]),
        ("/compare Arvania, Belmoria", &[refusal, observer, tunnel, loan]),
        ("/timeline Arvania", &[refusal, observer, council, tunnel]),
        // The proof is numbered first, then the questions.
        ("/about Belmoria", &[loan, loan, tunnel]),
    ] {
        for (at, answer) in picks.iter().enumerate() {
            let said = chat(&place, &[], &lines(&[asked, &(at + 1).to_string()]));
            let [reply, picked] = said.as_slice() else { unreachable!("two replies") };
            check_numbers(reply);
            let unwrapped = picked.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(unwrapped.starts_with(answer), "{asked}, {}: {picked}", at + 1);
        }
        let beyond = (picks.len() + 1).to_string();
        let said = chat(&place, &[], &lines(&[asked, &beyond, "0"]));
        let refused: Vec<&String> = said.iter().filter(|said| said.starts_with("Nothing is offered under ")).collect();
        assert_eq!(refused.len(), 2, "{asked}: {said:?}");
    }
}
