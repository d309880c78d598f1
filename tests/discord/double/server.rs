//! One listener for both halves: a request that upgrades goes to the gateway, every other to REST.

use super::fault::{self, Harm};
use super::state::Shared;
use super::{gateway, rest};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::io;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// Takes connections until the runtime ends.
pub(crate) async fn run(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            Handle::current().spawn(connection(stream, Arc::clone(&shared)));
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    // Answers are small and waited for: they must not be held back.
    let _slower = stream.set_nodelay(true);
    let service = service_fn(move |request| serve(request, Arc::clone(&shared)));
    let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A client that goes away, or a fault that was asked for, ends the connection; neither is an error here.
    let _ended = connection.with_upgrades().await;
}

async fn serve(request: Request<Incoming>, shared: Arc<Shared>) -> io::Result<Response<Full<Bytes>>> {
    if request.headers().contains_key(UPGRADE) {
        upgrade(request, shared).await
    } else {
        rest::serve(request, &shared).await
    }
}

async fn upgrade(request: Request<Incoming>, shared: Arc<Shared>) -> io::Result<Response<Full<Bytes>>> {
    match shared.change(|state| fault::take(&mut state.faults, "GET", "/websocket")) {
        Some(Harm::Slow(by)) => tokio::time::sleep(by).await,
        Some(Harm::Answer { status, .. }) => return response(Response::builder().status(status)),
        Some(Harm::Drop | Harm::Lose) => return Err(io::ErrorKind::ConnectionAborted.into()),
        None => {}
    }
    let Some(key) = request.headers().get(SEC_WEBSOCKET_KEY).cloned() else {
        return response(Response::builder().status(StatusCode::BAD_REQUEST));
    };
    Handle::current().spawn(async move {
        if let Ok(upgraded) = hyper::upgrade::on(request).await {
            gateway::serve(shared, upgraded).await;
        }
    });
    let accepted = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_ACCEPT, derive_accept_key(key.as_bytes()));
    response(accepted)
}

fn response(builder: hyper::http::response::Builder) -> io::Result<Response<Full<Bytes>>> {
    builder.body(Full::default()).map_err(io::Error::other)
}
