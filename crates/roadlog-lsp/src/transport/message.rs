//! A body to the message that it is: a call, or an answer to one of the server's own.

use super::surrogate::mended;
use crate::protocol::{Error, ErrorCode, Id, Json, Request, Response, error};
use crate::spelling::Spelling;

/// What a client sends.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A request or notification.
    Call(Request),
    /// The answer to a request of the server.
    Answer(Response),
}

/// Reads a body. Addresses of files are brought into the form that the types of the protocol take.
///
/// # Errors
/// The response that says what is wrong with it.
pub(crate) fn read(body: &[u8], spelling: &Spelling) -> Result<Incoming, Box<Response>> {
    let refused = |id, error| Box::new(Response::from_error(id, error));
    let parsed = serde_json::from_slice(body).or_else(|_| serde_json::from_slice(&mended(body)));
    let json: Json = parsed.map_err(|told| {
        refused(Id::Null, error(ErrorCode::ParseError, format!("the message is not JSON in UTF-8: {told}")))
    })?;
    let Json::Object(mut json) = json else {
        let message = if json.is_array() {
            "messages come one by one: the protocol of language servers has no batches"
        } else {
            "a message is a JSON object"
        };
        return Err(refused(Id::Null, error(ErrorCode::InvalidRequest, message)));
    };
    let id = json.remove("id").map(serde_json::from_value::<Id>);
    let invalid = |message: &str| error(ErrorCode::InvalidRequest, message);
    let Ok(id) = id.transpose() else {
        return Err(refused(Id::Null, invalid("the id of a message is a whole number or a text")));
    };
    match json.remove("method") {
        Some(Json::String(method)) => {
            let mut call = Request::build(method);
            if let Some(id) = id {
                call = call.id(id);
            }
            if let Some(mut params) = json.remove("params") {
                spelling.take_in(&mut params);
                call = call.params(params);
            }
            Ok(Incoming::Call(call.finish()))
        }
        Some(_) => Err(refused(id.unwrap_or(Id::Null), invalid("the method of a message is a text"))),
        None => answer(id, json.remove("result"), json.remove("error"))
            .map(Incoming::Answer)
            .ok_or_else(|| refused(Id::Null, invalid("a message has a method, or an id with a result or an error"))),
    }
}

fn answer(id: Option<Id>, result: Option<Json>, error: Option<Json>) -> Option<Response> {
    let id = id?;
    match error {
        Some(Json::Null) | None => Some(Response::from_ok(id, result?)),
        Some(told) => {
            let told = serde_json::from_value(told);
            Some(Response::from_error(id, told.unwrap_or_else(|_| Error::internal_error())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &[u8]) -> (Json, i64) {
        let response = read(body, &Spelling::default()).unwrap_err();
        let (id, result) = response.into_parts();
        (serde_json::to_value(id).unwrap(), result.unwrap_err().code.code())
    }

    #[test]
    fn a_call_has_a_method_and_an_answer_a_result() {
        let call = read(br#"{"jsonrpc":"2.0","id":1,"method":"m","params":[2]}"#, &Spelling::default()).unwrap();
        assert!(matches!(call, Incoming::Call(call) if call.method() == "m" && call.id() == Some(&Id::Number(1))));
        let answer = read(br#"{"id":"x","result":null}"#, &Spelling::default()).unwrap();
        assert!(matches!(answer, Incoming::Answer(answer) if answer.is_ok()));
        let answer = read(br#"{"id":1,"error":{"code":-1,"message":"no"}}"#, &Spelling::default()).unwrap();
        assert!(matches!(answer, Incoming::Answer(answer) if answer.is_error()));
    }

    #[test]
    fn what_is_no_message_is_refused_with_the_code_for_it() {
        let null = Json::Null;
        assert_eq!(refusal(b"{"), (null.clone(), -32700));
        assert_eq!(refusal(b"\xff\xff"), (null.clone(), -32700));
        assert_eq!(refusal(&b"[".repeat(10_000)), (null.clone(), -32700));
        assert_eq!(refusal(b"[{}]"), (null.clone(), -32600));
        assert_eq!(refusal(b"1"), (null.clone(), -32600));
        assert_eq!(refusal(b"{}"), (null.clone(), -32600));
        assert_eq!(refusal(br#"{"id":1.5,"method":"m"}"#), (null, -32600));
        assert_eq!(refusal(br#"{"id":7,"method":1}"#), (7.into(), -32600));
    }
}
