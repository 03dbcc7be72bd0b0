//! The socket between host and clients, which only this user can open: a Unix socket in a folder of mode 0700 (a named pipe
//! on Windows), and a word that stands in a file beside it. Owns finding, listening and connecting; the words are
//! `model::run::wire`'s.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use interprocess::local_socket::{self as local, prelude::*};
use serde::{Deserialize, Serialize};

use crate::engine::disk;
use crate::engine::run::Places;
use crate::model::problem::Problem;
use crate::model::run::team::Process;
use crate::model::run::wire::{Notice, PROTOCOL, Request};

/// The longest line that either side takes: a pasted reply is long, a flood is longer.
const LINE_LIMIT: usize = 64 * 1024 * 1024;
/// Unix takes about a hundred bytes.
#[cfg(unix)]
const PATH_LIMIT: usize = 100;

/// What a host says of itself in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The version of the conversation.
    pub protocol: u32,
    /// The host.
    pub process: Process,
    /// Where it listens.
    pub socket: String,
    /// The word that it wants to hear.
    pub token: String,
}

impl Address {
    /// The address that a project's host left; `None` where there is none.
    pub fn read(places: &Places) -> Option<Self> {
        let bytes = disk::read_if_there(&places.host()).ok()??;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Where a host listens.
#[derive(Debug)]
pub struct Listener {
    inner: local::Listener,
    /// What clients must know.
    pub address: Address,
}

impl Listener {
    /// Listens, and says where in the project's file.
    pub fn open(places: &Places, process: Process) -> Result<Self, Problem> {
        disk::create_private_dir(places.folder())?;
        let token = token();
        let socket = socket_path(places)?;
        let fail = |error: io::Error| disk::problem(&error, &socket);
        // Whoever holds the host's lock is alone: what lies there is a dead host's.
        #[cfg(unix)]
        disk::remove_file(&socket)?;
        let options = local::ListenerOptions::new().name(name(&socket).map_err(fail)?);
        #[cfg(unix)]
        let options = {
            use interprocess::os::unix::local_socket::ListenerOptionsExt;
            options.mode(0o600)
        };
        // Some systems have no modes for sockets: the folder's is what counts there.
        let inner = match options.create_sync() {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                local::ListenerOptions::new().name(name(&socket).map_err(fail)?).create_sync().map_err(fail)?
            }
            made => made.map_err(fail)?,
        };
        let address = Address { protocol: PROTOCOL, process, socket: socket.to_string_lossy().into_owned(), token };
        let text = serde_json::to_vec(&address).map_err(|error| Problem::error("run-host-refused").with("reason", error))?;
        disk::write_atomic(&places.host(), &text)?;
        Ok(Self { inner, address })
    }

    /// The next client; waits for one.
    pub fn accept(&self) -> io::Result<(Incoming, Outgoing)> {
        self.inner.accept().map(halves)
    }
}

/// What comes in.
#[derive(Debug)]
pub struct Incoming(BufReader<Reading>);

/// What goes out.
#[derive(Debug)]
pub struct Outgoing(Arc<local::Stream>);

#[derive(Debug)]
struct Reading(Arc<local::Stream>);

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self.0).read(buffer)
    }
}

fn halves(stream: local::Stream) -> (Incoming, Outgoing) {
    let stream = Arc::new(stream);
    (Incoming(BufReader::new(Reading(Arc::clone(&stream)))), Outgoing(stream))
}

impl Incoming {
    /// The next line; `None` when the other side is gone (or talks nonsense).
    pub fn line(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            let available = match self.0.fill_buf() {
                Ok([]) | Err(_) => return None,
                Ok(available) => available,
            };
            let newline = available.iter().position(|byte| *byte == b'\n');
            let taken = newline.map_or(available.len(), |at| at + 1);
            bytes.extend_from_slice(&available[..taken]);
            self.0.consume(taken);
            if newline.is_some() {
                return Some(String::from_utf8_lossy(&bytes).trim_end().to_owned());
            }
            if bytes.len() > LINE_LIMIT {
                return None;
            }
        }
    }

    /// The next notice of a host; lines of a newer one that this program does not know are passed over.
    pub fn notice(&mut self) -> Option<Notice> {
        loop {
            if let Ok(notice) = serde_json::from_str(&self.line()?) {
                return Some(notice);
            }
        }
    }
}

impl Outgoing {
    /// Sends a line.
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        (&*self.0).write_all(text.as_bytes())?;
        (&*self.0).flush()
    }
}

/// Connects to a project's host and says hello. `None` where no host answers.
pub fn connect(places: &Places, watch: bool) -> Result<Option<(Incoming, Outgoing)>, Problem> {
    let Some(address) = Address::read(places) else { return Ok(None) };
    let socket = PathBuf::from(&address.socket);
    let Ok(name) = name(&socket) else { return Ok(None) };
    let Ok(stream) = local::Stream::connect(name) else { return Ok(None) };
    if address.protocol != PROTOCOL {
        return Err(Problem::error("run-host-version").with("version", address.protocol));
    }
    let (incoming, mut outgoing) = halves(stream);
    let hello = Request::Hello { protocol: PROTOCOL, token: address.token, watch };
    Ok(outgoing.send(&hello.to_text()).is_ok().then_some((incoming, outgoing)))
}

/// Asks for one thing, and waits for what comes of it; not for ever, for verbs that must not hang with a host.
pub fn ask(line: (Incoming, Outgoing), request: &Request, patience: Duration) -> Result<(), Problem> {
    let (mut incoming, mut outgoing) = line;
    let text = request.to_text();
    let (sender, answer) = crossbeam_channel::bounded(1);
    crate::engine::threads::start("ask", move || {
        let sent = outgoing.send(&text).is_ok();
        let answer = loop {
            match incoming.notice().filter(|_| sent) {
                Some(Notice::Done) => break Ok(()),
                Some(Notice::Refused { fault }) => break Err(fault.problem()),
                Some(_) => {}
                None => break Err(Problem::error("run-host-gone")),
            }
        };
        let _ = outgoing.send(&Request::Bye.to_text());
        let _ = sender.send(answer);
    })?;
    answer.recv_timeout(patience).unwrap_or_else(|_| Err(Problem::error("run-host-silent")))
}

#[cfg(unix)]
fn name(socket: &Path) -> io::Result<local::Name<'_>> {
    socket.to_fs_name::<local::GenericFilePath>()
}

#[cfg(not(unix))]
fn name(socket: &Path) -> io::Result<local::Name<'static>> {
    socket.to_string_lossy().into_owned().to_ns_name::<local::GenericNamespaced>()
}

#[cfg(unix)]
fn socket_path(places: &Places) -> Result<PathBuf, Problem> {
    use std::os::unix::ffi::OsStrExt;
    let beside = places.folder().join("host.sock");
    if beside.as_os_str().as_bytes().len() <= PATH_LIMIT {
        return Ok(beside);
    }
    // Deep projects: a private folder in the system's own place, named after this one.
    let base = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| disk::is_folder(folder));
    let hash = blake3::hash(places.folder().as_os_str().as_bytes()).to_hex();
    let folder = base.unwrap_or_else(std::env::temp_dir).join(format!("dectet-{}", &hash[..16]));
    disk::create_private_dir(&folder)?;
    Ok(folder.join("host.sock"))
}

#[cfg(not(unix))]
fn socket_path(places: &Places) -> Result<PathBuf, Problem> {
    let hash = blake3::hash(places.folder().to_string_lossy().as_bytes()).to_hex();
    Ok(PathBuf::from(format!("dectet-{}", &hash[..32])))
}

/// A word that nobody guesses: from the system's own randomness, by way of the hash maps' seeds.
fn token() -> String {
    use std::hash::{BuildHasher, Hasher};
    let word = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    (0..4).map(|_| format!("{:016x}", word())).collect()
}
