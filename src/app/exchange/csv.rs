//! Entries as a table: a row for each, lists with one item a line within their cell.

use super::{ImportError, Lines, Row};
use crate::knowledge::edit::{EntryDraft, EventDraft, FIELDS, QuoteDraft, RetiredDraft};

/// What parts a date, a text and the word for what was only planned.
const BAR: &str = " | ";
/// The word for what was only planned.
const PLANNED: &str = "planned";

/// The columns, in the order in which they are written; `id` is the only one that a table needs.
fn columns() -> impl Iterator<Item = &'static str> {
    std::iter::once("file").chain(FIELDS.iter().copied()).chain(["sources", "quotes", "base"])
}

pub(super) fn written(rows: &[Row]) -> String {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    // Into memory: nothing can fail.
    let _ = table.write_record(columns());
    for row in rows {
        let _ = table.write_record(columns().map(|column| cell(row, column)));
    }
    table.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn cell(row: &Row, column: &str) -> String {
    let entry = &row.entry;
    match column {
        "file" => row.file.clone(),
        "base" => row.base.clone(),
        "id" => entry.id.clone(),
        "about" => entry.about.join("\n"),
        "mentions" => entry.mentions.join("\n"),
        "as_of" => entry.as_of.clone(),
        "questions" => entry.questions.join("\n"),
        "not" => entry.not.join("\n"),
        "answer" => entry.answer.clone(),
        "view_of" => entry.view_of.clone().unwrap_or_default(),
        "supersedes" => entry.supersedes.join("\n"),
        "see_also" => entry.see_also.join("\n"),
        "events" => entry.events.iter().map(event_line).collect::<Vec<_>>().join("\n"),
        "review_by" => entry.review_by.clone().unwrap_or_default(),
        "retired" => entry.retired.as_ref().map_or_else(String::new, |it| format!("{}{BAR}{}", it.on, it.why)),
        "sources" => entry.quotes.iter().map(|quote| quote.source.as_str()).collect::<Vec<_>>().join("\n"),
        "quotes" => entry.quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

fn event_line(event: &EventDraft) -> String {
    let planned = if event.planned { format!("{BAR}{PLANNED}") } else { String::new() };
    format!("{}{BAR}{}{planned}", event.date, event.text)
}

/// Reads a table; a cell that it does not have stays as the present entry has it.
pub(super) fn read(text: &str, present: &[(String, EntryDraft)]) -> Result<Vec<Row>, Vec<ImportError>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut table = ::csv::ReaderBuilder::new().delimiter(parting(text)).from_reader(text.as_bytes());
    let columns: Vec<String> = match table.headers() {
        Ok(columns) => columns.iter().map(|column| column.trim().to_lowercase()).collect(),
        Err(error) => return Err(vec![ImportError::new(1, None, error.to_string())]),
    };
    unknown(&columns)?;
    let line_of = Lines::of(text);
    let line = |place: Option<&::csv::Position>| line_of.at(begins(text, place));
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for record in table.records() {
        let read = record.map_err(|error| vec![ImportError::new(line(error.position()), None, said(&error))]);
        match read.and_then(|record| row(line(record.position()), &columns, &record, present)) {
            Ok(row) => rows.push(row),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

/// What parts the columns: some spreadsheets write a semicolon or a tab, and no column has either in its name.
fn parting(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let other = || [b';', b'\t'].into_iter().find(|sign| head.bytes().any(|byte| byte == *sign));
    if head.contains(',') { b',' } else { other().unwrap_or(b',') }
}

/// Every column must be known, and `id` must be there.
fn unknown(found: &[String]) -> Result<(), Vec<ImportError>> {
    let known = columns().collect::<Vec<_>>().join(", ");
    let strange = found.iter().filter(|column| !columns().any(|known| known == *column));
    let mut errors: Vec<ImportError> = strange
        .map(|column| ImportError::new(1, Some(column), format!("no column has this name; there are {known}")))
        .collect();
    if !found.iter().any(|column| column == "id") {
        errors.push(ImportError::new(1, Some("id"), "the table needs this column; it says which entry a row is"));
    }
    if found.iter().any(|column| column == "quotes") != found.iter().any(|column| column == "sources") {
        errors.push(ImportError::new(1, Some("sources"), "`sources` and `quotes` go together; give both or neither"));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// What is wrong with a table, without the places that are told beside it.
fn said(error: &::csv::Error) -> String {
    match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
            "the row has {len} cells and the table {expected_len} columns; put texts with commas in quotation marks"
        ),
        _ => error.to_string(),
    }
}

/// Where a record begins. The reader counts by half ends of lines where they have two signs.
fn begins(text: &str, place: Option<&::csv::Position>) -> usize {
    let at = place.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
    at + text.bytes().skip(at).take_while(|byte| b"\r\n".contains(byte)).count()
}

fn row(
    line: usize,
    columns: &[String],
    record: &::csv::StringRecord,
    present: &[(String, EntryDraft)],
) -> Result<Row, Vec<ImportError>> {
    let cells = || columns.iter().map(String::as_str).zip(record.iter());
    let id = cells().find(|(column, _)| *column == "id").map_or("", |(_, id)| id);
    // As it is taken over: a spreadsheet may begin a cell with a capital.
    let id = EntryDraft { id: id.to_owned(), ..EntryDraft::default() }.normal().id;
    let old = present.iter().find(|(_, entry)| entry.id == id).map(|(_, entry)| entry.clone());
    let lacks = FIELDS.iter().copied().chain(["quotes"]).filter(|field| !columns.iter().any(|column| column == field));
    let mut row = Row {
        place: line.into(),
        file: String::new(),
        base: String::new(),
        lacks: lacks.collect(),
        entry: old.unwrap_or_default(),
    };
    let mut errors = Vec::new();
    let mut sources = Vec::new();
    for (column, cell) in cells() {
        if column == "sources" {
            sources = lines(cell);
        } else if let Err(message) = set(&mut row, column, cell) {
            errors.push(ImportError::new(line, Some(column), message));
        }
    }
    if columns.iter().any(|column| column == "sources") {
        let texts = std::mem::take(&mut row.entry.quotes);
        if texts.len() != sources.len() {
            let message =
                format!("there are {} sources for {} quotes; give one a line for each", sources.len(), texts.len());
            errors.push(ImportError::new(line, Some("sources"), message));
        }
        let quotes = sources.into_iter().zip(texts);
        row.entry.quotes = quotes.map(|(source, quote)| QuoteDraft { source, text: quote.text }).collect();
    }
    if errors.is_empty() { Ok(row) } else { Err(errors) }
}

fn lines(cell: &str) -> Vec<String> {
    cell.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

/// Takes over a cell.
fn set(row: &mut Row, column: &str, cell: &str) -> Result<(), String> {
    let text = || cell.trim().to_owned();
    let optional = || Some(text()).filter(|text| !text.is_empty());
    let entry = &mut row.entry;
    match column {
        "file" => row.file = text(),
        "base" => row.base = text(),
        "id" => entry.id = text(),
        "about" => entry.about = lines(cell),
        "mentions" => entry.mentions = lines(cell),
        "as_of" => entry.as_of = text(),
        "questions" => entry.questions = lines(cell),
        "not" => entry.not = lines(cell),
        "answer" => entry.answer = text(),
        "view_of" => entry.view_of = optional(),
        "supersedes" => entry.supersedes = lines(cell),
        "see_also" => entry.see_also = lines(cell),
        "events" => entry.events = lines(cell).iter().map(|line| event(line)).collect::<Result<_, _>>()?,
        "review_by" => entry.review_by = optional(),
        "retired" => entry.retired = optional().map(|text| retired(&text)).transpose()?,
        _ => {
            let quote = |text| QuoteDraft { source: String::new(), text };
            entry.quotes = lines(cell).into_iter().map(quote).collect();
        }
    }
    Ok(())
}

fn event(line: &str) -> Result<EventDraft, String> {
    let (date, text) = line.split_once('|').ok_or_else(|| format!("write `{line}` as `DATE | what happened`"))?;
    let planned = text.rsplit_once('|').filter(|(_, word)| word.trim() == PLANNED);
    let text = planned.map_or(text, |(text, _)| text);
    Ok(EventDraft { date: date.trim().to_owned(), text: text.trim().to_owned(), planned: planned.is_some() })
}

fn retired(text: &str) -> Result<RetiredDraft, String> {
    let (on, why) = text.split_once('|').ok_or_else(|| format!("write `{text}` as `DATE | why`"))?;
    Ok(RetiredDraft { on: on.trim().to_owned(), why: why.trim().to_owned() })
}
