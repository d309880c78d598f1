//! The REST half: every request is read, may come to harm, is checked, carried out and written down.
//!
//! - [`call`]: a request as the handlers see it;
//! - [`messages`]: create, read, edit and delete in channels;
//! - [`interactions`]: first answers, follow-ups and the original;
//! - [`files`]: what people sent along with a command;
//! - [`others`]: commands, users, channels, guilds, the gateway's address.

mod call;
mod files;
mod interactions;
mod messages;
mod others;

use super::answer::Answer;
use super::check;
use super::fault::{self, Harm};
use super::log::Request as Logged;
use super::state::{Shared, State};
use call::Call;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, RETRY_AFTER};
use hyper::{Request, Response};
use std::io;
use std::time::Duration;

/// Answers one request; an error ends the connection without an answer.
pub(crate) async fn serve(request: Request<Incoming>, shared: &Shared) -> io::Result<Response<Full<Bytes>>> {
    let call = Call::read(request).await?;
    let (harm, setup) = shared.change(|state| {
        let setup = (state.setup.checks, state.setup.schema);
        (fault::take(&mut state.faults, &call.method, &call.path), setup)
    });
    if let Some(Harm::Drop) = harm {
        shared.change(|state| write_down(state, call, 0));
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    if let Some(Harm::Answer { status, body, retry_after }) = harm {
        shared.change(|state| write_down(state, call, status));
        return response(Answer { status, body, retry_after, file: None });
    }
    let problems = problems(&call, setup);
    let lost = matches!(harm, Some(Harm::Lose));
    let answer = shared.change(|state| {
        let answer = if problems.is_empty() { route(state, &call) } else { refuse(state, &call, &problems) };
        let status = if lost { 0 } else { answer.status };
        write_down(state, call, status);
        answer
    });
    match harm {
        Some(Harm::Lose) => return Err(io::ErrorKind::ConnectionAborted.into()),
        Some(Harm::Slow(by)) => tokio::time::sleep(by).await,
        _ => {}
    }
    response(answer)
}

fn problems(call: &Call, (own, schema): (bool, bool)) -> Vec<String> {
    let mut problems: Vec<String> = call.unreadable.iter().cloned().collect();
    let parts = call.parts();
    if own {
        problems.extend(check::problems(&call.method, &parts, &call.body, !call.files.is_empty()));
    }
    if schema && matches!(call.method.as_str(), "POST" | "PUT" | "PATCH") && !call.body.is_null() {
        problems.extend(check::schema::problems(&call.method, &parts, &call.body));
    }
    problems
}

/// Writes down what Discord would refuse and refuses it.
pub(crate) fn refuse(state: &mut State, call: &Call, problems: &[String]) -> Answer {
    let told = problems.iter().map(|problem| format!("{} {}: {problem}", call.method, call.path));
    state.log.violations.extend(told);
    Answer::invalid(problems)
}

fn write_down(state: &mut State, call: Call, status: u16) {
    let Call { method, path, query, body, files, at, .. } = call;
    state.log.requests.push(Logged { method, path, query, body, files, at, status });
}

fn route(state: &mut State, call: &Call) -> Answer {
    let parts = call.parts();
    let method = call.method.as_str();
    let answer = match parts.as_slice() {
        ["interactions", id, token, "callback"] if method == "POST" => interactions::first(state, call, id, token),
        ["webhooks", _, token, rest @ ..] => interactions::later(state, call, token, rest),
        ["ephemeral-attachments", ..] if method == "GET" => Some(files::read(state, call)),
        // Discord tells everybody where the gateway is.
        ["gateway"] => others::route(state, call, &parts),
        _ if call.authorization != format!("Bot {}", super::TOKEN) => Some(Answer::refused(401, 0)),
        ["channels", channel, "messages", rest @ ..] => messages::route(state, call, channel, rest),
        _ => others::route(state, call, &parts),
    };
    answer.unwrap_or_else(|| {
        state.log.violations.push(format!("{method} {}: the double knows no such request", call.path));
        Answer::refused(404, 0)
    })
}

fn response(answer: Answer) -> io::Result<Response<Full<Bytes>>> {
    let mut builder = Response::builder().status(answer.status).header(CONTENT_TYPE, "application/json");
    if let Some(after) = answer.retry_after {
        // Discord gives the header in whole seconds, the body in fractions.
        let seconds = after.as_secs() + u64::from(after.subsec_nanos() > 0);
        let headers =
            [("x-ratelimit-scope", "user".to_owned()), ("x-ratelimit-reset-after", after.as_secs_f64().to_string())];
        builder = headers
            .into_iter()
            .fold(builder.header(RETRY_AFTER, seconds), |builder, (name, value)| builder.header(name, value));
    }
    let body = match answer.file {
        Some(bytes) => bytes,
        None if answer.body.is_null() => Vec::new(),
        None => serde_json::to_vec(&answer.body)?,
    };
    builder.body(Full::new(Bytes::from(body))).map_err(io::Error::other)
}

/// Ids are digits; what is none names nothing.
pub(crate) fn id(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}

/// How long an interaction may wait for its first answer, and how long its token works.
pub(crate) const FIRST_ANSWER: Duration = Duration::from_secs(3);
pub(crate) const TOKEN_LIFE: Duration = Duration::from_mins(15);
