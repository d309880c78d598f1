//! What commands, options and choices are called in other languages; what they answer stays English.
//!
//! English is written the British way; where American differs, Discord is told so too.

use super::commands::Data;
use super::errors::Failure;
use poise::{Command, CommandParameter};
use std::borrow::Cow;

/// The languages besides British English, in the order of the table.
const LOCALES: [&str; 3] = ["ru", "tr", "en-US"];

/// What something is called in the languages of [`LOCALES`]; empty where British English will do.
type Words = [&'static str; 3];

/// A command, an option or a choice.
struct Row {
    /// The names that lead to it, with spaces between; a choice is named by its words alone.
    path: &'static str,
    names: Words,
    /// Empty for what has no description: choices and entries of a message's menu.
    descriptions: Words,
}

const fn row(path: &'static str, names: Words, descriptions: Words) -> Row {
    Row { path, names, descriptions }
}

/// What has no description.
const NONE: Words = ["", "", ""];

const TABLE: &[Row] = &[
    row(
        "ask",
        ["вопрос", "sor", ""],
        ["Задать вопрос о внешней политике Центральной Азии", "Orta Asya'nın dış politikası hakkında soru sor", ""],
    ),
    row(
        "ask question",
        ["вопрос", "soru", ""],
        ["Ваш вопрос своими словами, по-английски", "Sorunuz, kendi sözlerinizle, İngilizce", ""],
    ),
    row("Answer this", ["Ответить на это", "Bunu yanıtla", ""], NONE),
    row(
        "country",
        ["страна", "ülke", ""],
        [
            "Прочитать справку о государстве, державе, организации или проекте",
            "Bir devlet, güç, örgüt veya proje hakkında özet oku",
            "Read a summary of a state, power, organization or project",
        ],
    ),
    row(
        "country name",
        ["название", "ad", ""],
        [
            "Государство, держава, организация или проект",
            "Bir devlet, güç, örgüt veya proje",
            "A state, power, organization or project",
        ],
    ),
    row("country topic", ["тема", "konu", ""], ["Только одна тема", "Yalnızca bir konu", ""]),
    row("compare", ["сравнить", "karşılaştır", ""], ["Прочитать две справки рядом", "İki özeti yan yana oku", ""]),
    row("compare one", ["первое", "birinci", ""], ["Первое, например Kazakhstan", "Birincisi, örneğin Kazakhstan", ""]),
    row("compare other", ["второе", "ikinci", ""], ["Второе, например Uzbekistan", "İkincisi, örneğin Uzbekistan", ""]),
    row("compare topic", ["тема", "konu", ""], ["Только одна тема", "Yalnızca bir konu", ""]),
    row(
        "timeline",
        ["хронология", "zaman-çizelgesi", ""],
        ["Прочитать, что когда произошло", "Neyin ne zaman olduğunu oku", ""],
    ),
    row(
        "timeline about",
        ["о-чём", "hakkında", ""],
        ["Только то, что касается этого названия", "Yalnızca bu adla ilgili olanlar", ""],
    ),
    row(
        "timeline from",
        ["с", "başlangıç", ""],
        [
            "Начиная с этой даты: 1991, 1991-08 или 1991-08-31",
            "Bu tarihten itibaren: 1991, 1991-08 veya 1991-08-31",
            "",
        ],
    ),
    row(
        "timeline to",
        ["по", "bitiş", ""],
        ["До этой даты: 1991, 1991-08 или 1991-08-31", "Bu tarihe kadar: 1991, 1991-08 veya 1991-08-31", ""],
    ),
    row(
        "about",
        ["о", "hakkında", ""],
        [
            "Посмотреть, на какие вопросы о названии есть ответы",
            "Bir ad hakkında hangi soruların yanıtlandığını gör",
            "",
        ],
    ),
    row(
        "about name",
        ["название", "ad", ""],
        [
            "Государство, держава, организация, проект, человек, место или документ",
            "Bir devlet, güç, örgüt, proje, kişi, yer veya belge",
            "A state, power, organization, project, person, place or document",
        ],
    ),
    row("topics", ["темы", "konular", ""], ["Посмотреть, о чём можно спросить", "Neler sorulabileceğini gör", ""]),
    row(
        "sources",
        ["источники", "kaynaklar", ""],
        ["Посмотреть документы, на которых основаны ответы", "Yanıtların dayandığı belgeleri gör", ""],
    ),
    row("random", ["случайный", "rastgele", ""], ["Прочитать случайный ответ", "Rastgele seçilmiş bir yanıt oku", ""]),
    row(
        "why",
        ["почему", "neden", ""],
        ["Посмотреть, как получился ваш последний ответ здесь", "Buradaki son yanıtınızın nasıl oluştuğunu gör", ""],
    ),
    row(
        "help",
        ["помощь", "yardım", ""],
        ["Посмотреть, что это и как спрашивать", "Bunun ne olduğunu ve nasıl sorulacağını gör", ""],
    ),
    row(
        "settings",
        ["настройки", "ayarlar", ""],
        [
            "Выбрать каналы, где бот отвечает на вопросы без обращения",
            "Botun çağrılmadan yanıt verdiği kanalları seç",
            "",
        ],
    ),
    row(
        "settings show",
        ["показать", "göster", ""],
        [
            "Посмотреть каналы, где бот отвечает на вопросы без обращения",
            "Botun çağrılmadan yanıt verdiği kanalları gör",
            "",
        ],
    ),
    row(
        "settings add-channel",
        ["добавить-канал", "kanal-ekle", ""],
        ["Отвечать на вопросы в канале без обращения", "Bir kanaldaki soruları çağrılmadan yanıtla", ""],
    ),
    row("settings add-channel channel", ["канал", "kanal", ""], ["Канал", "Kanal", ""]),
    row(
        "settings remove-channel",
        ["убрать-канал", "kanal-çıkar", ""],
        ["Отвечать в канале только по обращению", "Bir kanalda yalnızca çağrılınca yanıtla", ""],
    ),
    row("settings remove-channel channel", ["канал", "kanal", ""], ["Канал", "Kanal", ""]),
    row(
        "privacy",
        ["приватность", "gizlilik", ""],
        ["Посмотреть, что о вас хранится, и удалить это", "Hakkınızda ne saklandığını gör ve sildir", ""],
    ),
    row(
        "suggest",
        ["предложить", "öner", ""],
        ["Предложить дополнение или исправление", "Ekleme veya düzeltme öner", ""],
    ),
    row(
        "suggest text",
        ["текст", "metin", ""],
        [
            "Что добавить или исправить и где об этом написано",
            "Neyin ekleneceği veya düzeltileceği ve nerede yazdığı",
            "",
        ],
    ),
    row("suggest about", ["о-чём", "hakkında", ""], ["Ответ, о котором речь", "İlgili yanıt", ""]),
    row("knowledge", ["знания", "bilgi", ""], ["Вести базу знаний", "Bilgi tabanını yönet", ""]),
    row("knowledge add", ["добавить", "ekle", ""], ["Добавить запись", "Kayıt ekle", ""]),
    row("knowledge add question", ["вопрос", "soru", ""], ["Её вопрос", "Sorusu", ""]),
    row("knowledge add file", ["файл", "dosya", ""], ["Файл для неё", "Gideceği dosya", ""]),
    row("knowledge edit", ["изменить", "değiştir", ""], ["Изменить запись", "Kaydı değiştir", ""]),
    row("knowledge edit entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge edit part", ["часть", "bölüm", ""], ["Что в ней", "Hangi bölümü", ""]),
    row("knowledge alias", ["формулировка", "ifade", ""], ["Добавить формулировку", "Soru ifadesi ekle", ""]),
    row("knowledge alias entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge alias question", ["вопрос", "soru", ""], ["Формулировка", "İfade", ""]),
    row(
        "knowledge near-miss",
        ["не-о-том", "benzer-soru", ""],
        ["Добавить вопрос, на который запись не отвечает", "Kaydın yanıtlamadığı soru ekle", ""],
    ),
    row("knowledge near-miss entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge near-miss question", ["вопрос", "soru", ""], ["Вопрос", "Soru", ""]),
    row("knowledge quote", ["цитата", "alıntı", ""], ["Добавить цитату", "Alıntı ekle", ""]),
    row("knowledge quote entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge quote source", ["источник", "kaynak", ""], ["Документ", "Belge", ""]),
    row("knowledge quote text", ["текст", "metin", ""], ["Слова точно как там", "Sözleri, aynen", ""]),
    row(
        "knowledge retire",
        ["снять", "kaldır", ""],
        ["Снять запись: она больше не отвечает", "Kaydı kaldır, artık yanıtlamaz", ""],
    ),
    row("knowledge retire entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge retire why", ["причина", "neden", ""], ["Почему", "Neden", ""]),
    row(
        "knowledge restore",
        ["вернуть", "geri-getir", ""],
        ["Вернуть снятую запись", "Kaldırılan kaydı geri getir", ""],
    ),
    row("knowledge restore entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row(
        "knowledge move",
        ["переместить", "taşı", ""],
        ["Переместить запись в другой файл", "Kaydı başka dosyaya taşı", ""],
    ),
    row("knowledge move entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge move file", ["файл", "dosya", ""], ["Файл", "Dosya", ""]),
    row("knowledge show", ["показать", "göster", ""], ["Посмотреть запись", "Kaydı gör", ""]),
    row("knowledge show entry", ["запись", "kayıt", ""], ["Запись", "Kayıt", ""]),
    row("knowledge history", ["история", "geçmiş", ""], ["Посмотреть, что менялось", "Nelerin değiştiğini gör", ""]),
    row("knowledge history entry", ["запись", "kayıt", ""], ["Только эта запись", "Yalnızca bu kayıt", ""]),
    row(
        "knowledge diff",
        ["правка", "fark", ""],
        ["Посмотреть, что изменила правка", "Bir değişikliğin ne değiştirdiğini gör", ""],
    ),
    row("knowledge diff revision", ["номер", "sürüm", ""], ["Её номер", "Numarası", ""]),
    row("knowledge undo", ["отменить", "geri-al", ""], ["Отменить правку", "Bir değişikliği geri al", ""]),
    row("knowledge undo revision", ["номер", "sürüm", ""], ["Её номер", "Numarası", ""]),
    row("knowledge status", ["состояние", "durum", ""], ["Посмотреть состояние знаний", "Bilginin durumunu gör", ""]),
    row("knowledge check", ["проверить", "denetle", ""], ["Проверить файлы", "Dosyaları denetle", ""]),
    row("knowledge reload", ["перечитать", "yenile", ""], ["Прочитать файлы заново", "Dosyaları yeniden oku", ""]),
    row(
        "knowledge stale",
        ["устаревшее", "eskiyen", ""],
        ["Что пора пересмотреть", "Yeniden gözden geçirilecekleri gör", ""],
    ),
    row("knowledge stats", ["цифры", "sayılar", ""], ["Знания в цифрах", "Sayılarla bilgi", ""]),
    row("knowledge queue", ["очередь", "kuyruk", ""], ["Разобрать вопросы без ответа", "Yanıtsız soruları ele al", ""]),
    row("knowledge suggestions", ["предложения", "öneriler", ""], ["Разобрать предложения", "Önerileri ele al", ""]),
    row(
        "knowledge export",
        ["выгрузить", "dışa-aktar", ""],
        ["Получить все записи файлом", "Tüm kayıtları dosya olarak al", ""],
    ),
    row("knowledge export form", ["вид", "biçim", ""], ["Вид файла", "Dosyanın biçimi", ""]),
    row("knowledge import", ["загрузить", "içe-aktar", ""], ["Взять записи из файла", "Kayıtları dosyadan al", ""]),
    row(
        "knowledge import file",
        ["файл", "dosya", ""],
        ["TOML, JSON или CSV, как при выгрузке", "Dışa aktarıldığı gibi TOML, JSON veya CSV", ""],
    ),
    row(
        "knowledge import as-it-is",
        ["как-есть", "olduğu-gibi", ""],
        [
            "Отменить ли то, что другие изменили после выгрузки",
            "Dışa aktarmadan sonra başkalarının değiştirdikleri geri alınsın mı",
            "",
        ],
    ),
    row("TOML", ["TOML", "TOML", ""], NONE),
    row("JSON", ["JSON", "JSON", ""], NONE),
    row("CSV", ["CSV", "CSV", ""], NONE),
    row("Add to knowledge base", ["Добавить в базу знаний", "Bilgi tabanına ekle", ""], NONE),
    row("This answers …", ["Это ответ на …", "Bu şunu yanıtlar …", ""], NONE),
    row("Text", ["Текст", "Metin", ""], NONE),
    row("Quotes", ["Цитаты", "Alıntılar", ""], NONE),
    row("Details", ["Подробности", "Ayrıntılar", ""], NONE),
    row("In short", ["Кратко", "Kısaca", ""], NONE),
    row("Doctrine", ["Доктрина", "Doktrin", ""], NONE),
    row("Russia", ["Россия", "Rusya", ""], NONE),
    row("China", ["Китай", "Çin", ""], NONE),
    row("The United States and the West", ["США и Запад", "ABD ve Batı", ""], NONE),
    row("Turkey and Iran", ["Турция и Иран", "Türkiye ve İran", ""], NONE),
    row(
        "Neighbours and regional cooperation",
        [
            "Соседи и региональное сотрудничество",
            "Komşular ve bölgesel iş birliği",
            "Neighbors and regional cooperation",
        ],
        NONE,
    ),
    row("Economy and routes", ["Экономика и пути сообщения", "Ekonomi ve ulaşım yolları", ""], NONE),
];

/// Tells commands what they are called in other languages.
pub(super) fn localise(commands: &mut [Command<Data, Failure>]) {
    for command in commands {
        name(command, "");
    }
}

fn name(command: &mut Command<Data, Failure>, above: &str) {
    let path = below(above, command.context_menu_name.as_deref().unwrap_or(&command.name));
    command.name_localizations = words(&path, |row| row.names);
    command.description_localizations = words(&path, |row| row.descriptions);
    for parameter in &mut command.parameters {
        name_option(parameter, &path);
    }
    for inner in &mut command.subcommands {
        name(inner, &path);
    }
}

fn name_option(parameter: &mut CommandParameter<Data, Failure>, above: &str) {
    let path = below(above, &parameter.name);
    parameter.name_localizations = words(&path, |row| row.names);
    parameter.description_localizations = words(&path, |row| row.descriptions);
    for choice in parameter.choices.to_mut() {
        choice.localizations = words(&choice.name, |row| row.names);
    }
}

fn below(above: &str, name: &str) -> String {
    format!("{above} {name}").trim_start().to_owned()
}

/// The words of a row by their language; none where the table has no such row.
fn words(path: &str, of: impl Fn(&Row) -> Words) -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
    let words = TABLE.iter().find(|row| row.path == path).map_or(NONE, of);
    let pairs = LOCALES.into_iter().zip(words).filter(|(_, word)| !word.is_empty());
    pairs.map(|(locale, word)| (Cow::Borrowed(locale), Cow::Borrowed(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::{LOCALES, NONE, TABLE};
    use crate::discord::commands::{self, Data};
    use crate::discord::errors::Failure;
    use crate::discord::render::markup::length;
    use std::collections::BTreeSet;

    /// What stands in a command: its path, whether it has a description, and whether it is typed.
    fn parts(command: &poise::Command<Data, Failure>, above: &str, all: &mut Vec<(String, bool, bool)>) {
        let menu = command.context_menu_name.is_some();
        let path = super::below(above, command.context_menu_name.as_deref().unwrap_or(&command.name));
        all.push((path.clone(), !menu, !menu));
        // The message that is picked is no option that anybody reads.
        for option in command.parameters.iter().filter(|_| !menu) {
            all.push((super::below(&path, &option.name), true, true));
            all.extend(option.choices.iter().map(|choice| (choice.name.to_string(), false, false)));
        }
        for inner in &command.subcommands {
            parts(inner, &path, all);
        }
    }

    fn all_parts() -> Vec<(String, bool, bool)> {
        let mut all = Vec::new();
        for command in commands::all() {
            parts(&command, "", &mut all);
        }
        all
    }

    #[test]
    fn every_command_option_and_choice_has_its_words_in_every_language() {
        for (path, described, typed) in all_parts() {
            let row = TABLE.iter().find(|row| row.path == path);
            let row = row.unwrap_or_else(|| panic!("`{path}` has no row in the table"));
            for (at, locale) in LOCALES.iter().enumerate().filter(|(_, locale)| **locale != "en-US") {
                assert!(!row.names[at].is_empty(), "`{path}` has no name in {locale}");
                assert_eq!(!row.descriptions[at].is_empty(), described, "`{path}`: its description in {locale}");
            }
            for name in row.names.into_iter().filter(|name| !name.is_empty()) {
                let most = if typed { 32 } else { 100 };
                assert!(length(name) <= most, "`{name}` is too long");
                let allowed = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '\'');
                let plain = name.chars().all(allowed) && name.to_lowercase() == name;
                assert!(!typed || plain, "`{name}` cannot be typed after a slash");
            }
            assert!(row.descriptions.into_iter().all(|text| length(text) <= 100), "`{path}` is described at length");
        }
    }

    #[test]
    fn no_row_is_left_over_and_none_stands_twice() {
        let known: BTreeSet<String> = all_parts().into_iter().map(|(path, ..)| path).collect();
        let rows: BTreeSet<String> = TABLE.iter().map(|row| row.path.to_owned()).collect();
        assert_eq!(rows, known);
        assert_eq!(rows.len(), TABLE.len());
    }

    #[test]
    fn no_two_commands_or_options_of_one_are_called_the_same() {
        let mut seen = BTreeSet::new();
        for row in TABLE.iter().filter(|row| row.descriptions != NONE) {
            let above = row.path.rsplit_once(' ').map_or("", |(above, _)| above);
            for (locale, name) in LOCALES.iter().zip(row.names).filter(|(_, name)| !name.is_empty()) {
                assert!(seen.insert((above, locale, name)), "`{name}` stands twice below `{above}` in {locale}");
            }
        }
    }

    #[test]
    fn discord_is_told_all_of_them() {
        let told = serde_json::to_value(commands::told(&commands::all())).unwrap();
        let of = |name: &str| told.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
        assert_eq!(of("Answer this")["name_localizations"]["ru"], "Ответить на это");
        assert_eq!(of("Answer this")["description_localizations"], serde_json::json!({}));
        let country = of("country");
        assert_eq!(country["description_localizations"]["tr"], "Bir devlet, güç, örgüt veya proje hakkında özet oku");
        let topic = &country["options"][1];
        assert_eq!(topic["name_localizations"]["ru"], "тема");
        assert_eq!(topic["choices"][6]["name_localizations"]["en-US"], "Neighbors and regional cooperation");
        assert_eq!(of("settings")["options"][1]["options"][0]["name_localizations"]["tr"], "kanal");
    }

    #[test]
    fn no_command_says_more_than_discord_takes() {
        fn said(value: &serde_json::Value) -> usize {
            match value {
                serde_json::Value::String(text) => length(text),
                serde_json::Value::Array(all) => all.iter().map(said).sum(),
                serde_json::Value::Object(all) => all.values().map(said).sum(),
                _ => 0,
            }
        }
        for command in serde_json::to_value(commands::told(&commands::all())).unwrap().as_array().unwrap() {
            assert!(said(command) <= 8_000, "{} says {}", command["name"], said(command));
        }
    }
}
