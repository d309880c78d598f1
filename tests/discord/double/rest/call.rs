//! A request as the handlers see it: method, path in parts, query, JSON body, names of files.

use http_body_util::BodyExt;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use std::io;
use std::time::Instant;

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// Without `/api/v10`.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: Value,
    pub(crate) files: Vec<String>,
    /// What the client says it is, with its token.
    pub(crate) authorization: String,
    pub(crate) at: Instant,
    /// Why the body could not be read.
    pub(crate) unreadable: Option<String>,
}

impl Call {
    pub(crate) async fn read(request: Request<Incoming>) -> io::Result<Self> {
        let at = Instant::now();
        let (head, body) = request.into_parts();
        let bytes = body.collect().await.map_err(io::Error::other)?.to_bytes();
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (parsed, files) = parse(&text(CONTENT_TYPE), &bytes);
        let (body, unreadable) = match parsed {
            Ok(body) => (body, None),
            Err(why) => (Value::Null, Some(why)),
        };
        let path = head.uri.path();
        Ok(Self {
            method: head.method.as_str().to_owned(),
            path: path.strip_prefix("/api/v10").unwrap_or(path).to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            body,
            files,
            authorization: text(AUTHORIZATION),
            at,
            unreadable,
        })
    }

    /// The parts of the path between its slashes.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.path.trim_start_matches('/').split('/').collect()
    }
}

fn parse(kind: &str, bytes: &[u8]) -> (Result<Value, String>, Vec<String>) {
    let json = |bytes: &[u8]| match bytes {
        [] => Ok(Value::Null),
        _ => serde_json::from_slice(bytes).map_err(|error| format!("the body is no JSON: {error}")),
    };
    let Some((_, boundary)) = kind.split_once("boundary=").filter(|_| kind.starts_with("multipart/form-data")) else {
        return (json(bytes), Vec::new());
    };
    let whole = String::from_utf8_lossy(bytes);
    let (mut body, mut files) = (Ok(Value::Null), Vec::new());
    for part in whole.split(&format!("--{}", boundary.trim_matches('"'))) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        if head.contains("name=\"payload_json\"") {
            body = json(content.trim_end().as_bytes());
        } else if let Some((_, rest)) = head.split_once("filename=\"") {
            files.push(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    (body, files)
}
