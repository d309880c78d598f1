//! Files that people send along with a command.

use super::super::{APPLICATION, Double};
use serde_json::{Value, json};

impl Double {
    /// Somebody picks a file to send along; gives the value of the option that takes it.
    pub(crate) fn attach(&self, name: &str, bytes: &[u8]) -> Value {
        let path = self.shared.change(|state| {
            let path = format!("/ephemeral-attachments/{APPLICATION}/{}/{name}", state.clock.next_id());
            state.files.insert(path.clone(), bytes.to_vec());
            path
        });
        self.attach_at(name, &(self.base() + &path), bytes.len())
    }

    /// As [`attach`](Self::attach), for a file that is said to lie anywhere and to be so large.
    pub(crate) fn attach_at(&self, name: &str, url: &str, size: usize) -> Value {
        self.shared.change(|state| {
            let id = state.clock.next_id();
            let told = json!({
                "id": id.to_string(), "filename": name, "size": size, "url": url, "proxy_url": url,
                "content_type": "text/plain; charset=utf-8", "ephemeral": true,
            });
            state.attachments.insert(id, told);
            id.to_string().into()
        })
    }

    /// Discord says that a file is of another size than it is.
    pub(crate) fn say_size(&self, file: &Value, size: usize) {
        let id = file.as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
        self.shared.change(|state| {
            let told = state.attachments.get_mut(&id).expect("the file was attached");
            told["size"] = size.into();
        });
    }
}
