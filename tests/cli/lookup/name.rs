//! The names that every lookup takes: slips, strangers, and none at all.

use super::{found, misuse, nothing};
use crate::cli::Place;

#[test]
fn a_misspelt_name_is_read_and_said() {
    let note = "Read \"Avrania\" as \"Arvania\".\n";
    for args in [&["country", "Avrania"][..], &["about", "Avrania"], &["timeline", "--about", "Avrania"]] {
        let right: Vec<&str> = args.iter().map(|word| if *word == "Avrania" { "Arvania" } else { word }).collect();
        assert_eq!(found(args), format!("{note}\n{}", found(&right)), "{args:?}");
    }
    let both = found(&["compare", "Avrania", "Belmroia"]);
    let read = format!("{note}Read \"Belmroia\" as \"Belmoria\".\n\nArvania and Belmoria\n");
    assert!(both.starts_with(&read), "{both}");
}

#[test]
fn unknown_names_are_refused_with_what_comes_near() {
    let known = "Please name a state, a power, an organisation or a project";
    let none = format!("\"Ruritania\" is not known here. {known}.");
    for args in [
        &["country", "Ruritania"][..],
        &["about", "Ruritania"],
        &["timeline", "--about", "Ruritania"],
        &["compare", "Ruritania", "Belmoria"],
        &["compare", "Belmoria", "Ruritania"],
    ] {
        nothing(args, &none);
    }
    nothing(&["country", "Arvagon"], "\"Arvagon\" is not known here. Did you mean Arvania or Arvagrad?");
    nothing(&["country", " "], "Please name a state, a power, an organisation or a project, such as Kazakhstan.");
    nothing(
        &["about", "\u{200b}\u{1b}"],
        "Please name a state, a power, an organisation or a project, such as Kazakhstan.",
    );
}

#[test]
fn a_name_that_the_sources_do_not_cover() {
    let sentence =
        "The sources here do not cover Zubrovka. They cover the foreign policy of Arvania, Belmoria and Kestovia.";
    nothing(&["country", "Zubrovka"], sentence);
    nothing(&["about", "zubrovka"], sentence);
}

#[test]
fn a_wrong_topic_lists_the_topics() {
    let all = ["overview", "doctrine", "russia", "china", "west", "turkey-iran", "neighbours", "economy"];
    misuse(&["country", "Arvania", "--topic", "weather"], &all);
    misuse(&["compare", "Arvania", "Belmoria", "--topic", "Economy"], &all);
}

#[test]
fn a_name_must_be_given() {
    for args in [&["country"][..], &["about"], &["compare"], &["timeline", "--about"]] {
        misuse(args, &[]);
    }
}

#[test]
fn lookups_need_usable_knowledge() {
    for args in [&["country", "Arvania"][..], &["about", "Arvania"], &["timeline"], &["compare", "Arvania", "Belmoria"]]
    {
        Place::empty().run(args).refused(3, &["cannot be read", "--knowledge DIR"]);
    }
}
