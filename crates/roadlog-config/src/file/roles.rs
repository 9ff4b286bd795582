//! `[roles.NAME]`: roles of a team's own.

use roadlog_syntax::Span;
use smol_str::SmolStr;

use super::source::{Node, Source, get, nearest};
use crate::tables::{Relation, Role};
use crate::{ProblemKind, Spanned};

/// What one role's table says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RoleEntry {
    pub(crate) name: SmolStr,
    pub(crate) span: Span,
    pub(crate) like: Option<Role>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<RoleEntry> {
    let mut roles = Vec::new();
    for (key, node) in source.entries(table) {
        if node.get_ref().is_table() && may_be_named(source, &key) {
            let like = get(Some(node), "like").and_then(|like| source.text(like));
            let like = like.and_then(|like| model(source, &like));
            roles.push(RoleEntry { name: SmolStr::new(key.value), span: key.span, like });
        }
    }
    roles
}

fn may_be_named(source: &mut Source<'_>, key: &Spanned<&str>) -> bool {
    let taken = if Role::named(key).is_some() {
        format!("`{}` is a built-in role: give this one another name", key.value)
    } else if Relation::named(key).is_some() {
        format!("`{}` has a meaning of its own in `by`: give this role another name", key.value)
    } else if !super::kinds::is_word(key) {
        format!("`{}` is not a role's name: it is written in small letters, like \"tester\"", key.value)
    } else {
        return true;
    };
    source.invalid(key.span, taken);
    false
}

fn model(source: &mut Source<'_>, like: &Spanned<&str>) -> Option<Role> {
    let role = Role::named(like);
    if role.is_none() {
        let message = format!("`{}` is no built-in role, and a role can be like no other", like.value);
        let meant = nearest(like, Role::ALL.into_iter().map(Role::name));
        source.report(ProblemKind::UnknownRole.at(like.span, message).or_meant(meant));
    }
    role
}

#[cfg(test)]
mod tests {
    use crate::Role;
    use crate::testing::{clean, told};

    #[test]
    fn a_role_is_like_a_built_in_one_or_like_none() {
        let file = clean("[roles.tester]\nlike = \"developer\"\n[roles.guest]\n");
        assert_eq!(file.roles[0].name, "tester");
        assert_eq!(file.roles[0].like, Some(Role::Developer));
        assert_eq!(file.roles[1].like, None);
    }

    #[test]
    fn what_it_cannot_be_like() {
        told(
            "[roles.tester]\nlike = \"‹developper›\"\n",
            "ownership/unknown-role `developper` is no built-in role, and a role can be like no other; did you mean `developer`?",
        );
        told(
            "[roles.a]\nlike = \"developer\"\n[roles.b]\nlike = \"‹a›\"\n",
            "ownership/unknown-role `a` is no built-in role, and a role can be like no other",
        );
    }

    #[test]
    fn what_it_cannot_be_called() {
        told("[roles.‹developer›]\n", "config/invalid `developer` is a built-in role: give this one another name");
        told(
            "[roles.‹owner›]\n",
            "config/invalid `owner` has a meaning of its own in `by`: give this role another name",
        );
        told(
            "[roles.‹Tester›]\n",
            "config/invalid `Tester` is not a role's name: it is written in small letters, like \"tester\"",
        );
    }

    #[test]
    fn a_person_has_roles_that_exist() {
        told(
            "[people.ana]\nroles = [\"‹product manager›\"]\n",
            "ownership/unknown-role `product manager` is no role; did you mean `product-manager`?",
        );
        told(
            "[people.ana]\nroles = [\"‹pilot›\"]\n",
            "ownership/unknown-role `pilot` is no role: write a built-in one, or add [roles.pilot]",
        );
    }
}
