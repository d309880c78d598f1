//! Buttons, selects and forms: what the client of a person sends when they use them.

use super::super::Double;
use super::super::check::{items, length};
use super::super::world::{Channel, Id, User};
use super::invoke::Deed;
use super::{Invoked, Modal, Posted};
use serde_json::{Value, json};

impl Double {
    /// Somebody presses a button, named by its label or custom id, on a message as it is now.
    pub(crate) async fn press(&self, user: &User, on: &Posted, name: &str) -> Invoked {
        let button = self.component(on, 2, name);
        assert!(button["disabled"] != true, "the button `{name}` is greyed out");
        let id = button["custom_id"].as_str().unwrap_or_else(|| panic!("the button `{name}` is a link"));
        self.component_raw(user, on, json!({"custom_id": id, "component_type": 2})).await
    }

    /// A press with any custom id: for buttons of long ago and for forgers.
    pub(crate) async fn press_raw(&self, user: &User, on: &Posted, custom_id: &str) -> Invoked {
        self.component_raw(user, on, json!({"custom_id": custom_id, "component_type": 2})).await
    }

    /// Somebody picks from a select, named by its placeholder or custom id; options by label or value.
    pub(crate) async fn select(&self, user: &User, on: &Posted, name: &str, picked: &[&str]) -> Invoked {
        let select = self.component(on, 3, name);
        let values: Vec<Value> = picked
            .iter()
            .map(|picked| {
                let option = items(&select["options"])
                    .iter()
                    .find(|option| option["label"] == *picked || option["value"] == *picked);
                option.unwrap_or_else(|| panic!("`{name}` has no option `{picked}`"))["value"].clone()
            })
            .collect();
        let most = select["max_values"].as_u64().unwrap_or(1);
        assert!(u64::try_from(picked.len()).is_ok_and(|count| count <= most), "`{name}` takes {most} options");
        self.component_raw(user, on, json!({"custom_id": select["custom_id"], "component_type": 3, "values": values}))
            .await
    }

    /// Any use of a component: the data goes over the wire as it is.
    pub(crate) async fn component_raw(&self, user: &User, on: &Posted, data: Value) -> Invoked {
        let what = format!("the press of `{}`", data["custom_id"].as_str().unwrap_or_default());
        self.perform(user, &on.channel, Deed { kind: 3, data, source: Some(on.id), what }).await
    }

    /// Somebody fills in a form, inputs named by label or custom id, and sends it; what is not named stays as it was.
    ///
    /// # Panics
    ///
    /// When their client would not send it so.
    pub(crate) async fn submit(&self, user: &User, modal: &Modal, fields: &[(&str, &str)]) -> Invoked {
        for (name, _) in fields {
            modal.input(name);
        }
        let filled = modal.inputs.iter().map(|input| {
            let own = fields.iter().find(|(name, _)| input["custom_id"] == *name || input["label"] == *name);
            let value = own.map_or_else(|| input["value"].as_str().unwrap_or_default(), |(_, value)| *value);
            assert_fits(input, value);
            (input["custom_id"].as_str().unwrap_or_default(), value)
        });
        let filled: Vec<(&str, &str)> = filled.collect();
        self.submit_raw(user, &modal.channel, &modal.custom_id, &filled, modal.source).await
    }

    /// A form that was never opened, or filled in as no client would.
    pub(crate) async fn submit_raw(
        &self,
        user: &User,
        channel: &Channel,
        custom_id: &str,
        fields: &[(&str, &str)],
        source: Option<Id>,
    ) -> Invoked {
        let rows = fields
            .iter()
            .map(|(id, value)| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "value": value}]}));
        let data = json!({"custom_id": custom_id, "components": rows.collect::<Vec<_>>()});
        let what = format!("the form `{custom_id}`");
        self.perform(user, channel, Deed { kind: 5, data, source, what }).await
    }

    fn component(&self, on: &Posted, kind: u64, name: &str) -> Value {
        let now = self.read(on).unwrap_or_else(|| panic!("the message with `{name}` is deleted"));
        let fits = |part: &&&Value| {
            part["type"] == kind && ["label", "custom_id", "placeholder"].iter().any(|key| part[*key] == name)
        };
        let parts = now.components();
        let found = parts.iter().find(fits);
        (*found.unwrap_or_else(|| {
            panic!("the message has no `{name}` of type {kind}, but {parts:?}; it says {}", now.text())
        }))
        .clone()
    }
}

fn assert_fits(input: &Value, value: &str) {
    let label = input["label"].as_str().unwrap_or_default();
    let units = u64::try_from(length(value)).unwrap_or(u64::MAX);
    assert!(!value.is_empty() || input["required"] == false, "the input `{label}` must be filled in");
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(4000);
    assert!(
        value.is_empty() || (least..=most).contains(&units),
        "the input `{label}` takes {least} to {most} units, not {units}"
    );
}
