//! The vocabulary of a generated plan: product areas, personas and people.
//!
//! No word here is vague, a placeholder or a status, and no sentence holds a colon: what is generated
//! must read as what it is meant to be.

/// What a team works on.
pub(super) struct Area {
    /// The team's name and handle.
    pub(super) name: &'static str,
    /// What its ids start with.
    pub(super) prefix: &'static str,
    pub(super) goal: &'static str,
    pub(super) why: &'static str,
    /// The title of the goal's metric, and the outcome that it measures.
    pub(super) metric: &'static str,
    pub(super) measures: &'static str,
    pub(super) things: [Thing; 4],
}

/// Something that the team's work is about.
pub(super) struct Thing {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
}

impl Thing {
    /// `a cart`, `an address`.
    pub(super) fn a(&self) -> String {
        let article = if self.one.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{article} {}", self.one)
    }
}

/// Somebody whom the product is for.
pub(super) struct Persona {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
}

pub(super) const PERSONAS: [Persona; 5] = [
    Persona { title: "First-time buyer", about: "Arrives from a shared link, on a phone, and has no account." },
    Persona { title: "Returning buyer", about: "Orders twice a month from the same two shops." },
    Persona { title: "Shop owner", about: "Runs the counter all day and the website after closing time." },
    Persona { title: "Support agent", about: "Answers sixty shops and sees each for a few minutes." },
    Persona { title: "Courier", about: "Picks up from nine shops on one round, without a hand free." },
];

/// Fewer than [`LAST_NAMES`], so that a first name meets every last name before a pair comes again.
pub(super) const FIRST_NAMES: [&str; 40] = [
    "Ana", "Maria", "Li", "Sam", "Noah", "Tom", "Ines", "Omar", "Yuki", "Priya", "Lars", "Elif", "Kofi", "Nina",
    "Hugo", "Mei", "Jonas", "Amara", "Luca", "Sofia", "Ivan", "Leila", "Pedro", "Greta", "Tariq", "Wanda", "Emil",
    "Rosa", "Dmitri", "Aisha", "Felix", "Chloe", "Mateo", "Ingrid", "Samir", "Olga", "Bruno", "Hana", "Kwame", "Vera",
];

pub(super) const LAST_NAMES: [&str; 41] = [
    "Lima", "Kovac", "Wei", "Okoro", "Silva", "Meyer", "Tanaka", "Rossi", "Haddad", "Novak", "Larsen", "Demir",
    "Mensah", "Petrov", "Garcia", "Chen", "Weber", "Diallo", "Moreau", "Costa", "Ivanov", "Rahimi", "Santos", "Berg",
    "Aziz", "Nowak", "Lind", "Marino", "Sokolov", "Khan", "Fischer", "Dubois", "Vega", "Dahl", "Nasser", "Orlova",
    "Conti", "Sato", "Boateng", "Horvat", "Quinn",
];

pub(super) const AREAS: [Area; 16] = [
    Area {
        name: "checkout",
        prefix: "CHK",
        goal: "More buyers finish the checkout",
        why: "38 of 100 carts are left at the account form",
        metric: "Checkout completion",
        measures: "conversion",
        things: [
            thing("cart", "carts"),
            thing("card payment", "card payments"),
            thing("voucher", "vouchers"),
            thing("address", "addresses"),
        ],
    },
    Area {
        name: "search",
        prefix: "SRC",
        goal: "Buyers find what a shop already sells",
        why: "one search in five ends without a click",
        metric: "Searches that lead to a product page",
        measures: "engagement",
        things: [
            thing("search result", "search results"),
            thing("filter", "filters"),
            thing("synonym", "synonyms"),
            thing("saved search", "saved searches"),
        ],
    },
    Area {
        name: "catalogue",
        prefix: "CAT",
        goal: "Every product of a shop is on sale online",
        why: "shops list a third of what stands on their shelves",
        metric: "Products listed",
        measures: "adoption",
        things: [
            thing("product", "products"),
            thing("product photo", "product photos"),
            thing("price tag", "price tags"),
            thing("variant", "variants"),
        ],
    },
    Area {
        name: "returns",
        prefix: "RET",
        goal: "A return costs a shop less than it earns",
        why: "shops refuse returns because of the paperwork",
        metric: "Returns settled within a week",
        measures: "satisfaction",
        things: [
            thing("return", "returns"),
            thing("refund", "refunds"),
            thing("return label", "return labels"),
            thing("damage report", "damage reports"),
        ],
    },
    Area {
        name: "delivery",
        prefix: "DEL",
        goal: "Parcels arrive on the day that was promised",
        why: "late parcels are the most common complaint",
        metric: "Parcels on the promised day",
        measures: "satisfaction",
        things: [
            thing("parcel", "parcels"),
            thing("delivery slot", "delivery slots"),
            thing("pick-up point", "pick-up points"),
            thing("courier route", "courier routes"),
        ],
    },
    Area {
        name: "loyalty",
        prefix: "LOY",
        goal: "First-time buyers come back",
        why: "two of three buyers order once",
        metric: "Second order within 90 days",
        measures: "retention",
        things: [
            thing("stamp card", "stamp cards"),
            thing("reward", "rewards"),
            thing("birthday gift", "birthday gifts"),
            thing("member tier", "member tiers"),
        ],
    },
    Area {
        name: "reviews",
        prefix: "REV",
        goal: "Buyers trust a shop that they have never visited",
        why: "new shops have no word of mouth",
        metric: "Orders with a review read before",
        measures: "conversion",
        things: [
            thing("review", "reviews"),
            thing("rating", "ratings"),
            thing("reply", "replies"),
            thing("review request", "review requests"),
        ],
    },
    Area {
        name: "invoices",
        prefix: "INV",
        goal: "The month's books are done by themselves",
        why: "owners spend a day a month on invoices",
        metric: "Invoices matched without help",
        measures: "activation",
        things: [
            thing("invoice", "invoices"),
            thing("credit note", "credit notes"),
            thing("tax report", "tax reports"),
            thing("payment reminder", "payment reminders"),
        ],
    },
    Area {
        name: "accounts",
        prefix: "ACC",
        goal: "Nobody is locked out of their own shop",
        why: "every tenth call to the help desk is about signing in",
        metric: "Sign-ins that succeed",
        measures: "activation",
        things: [
            thing("account", "accounts"),
            thing("password reset", "password resets"),
            thing("staff login", "staff logins"),
            thing("device", "devices"),
        ],
    },
    Area {
        name: "messages",
        prefix: "MSG",
        goal: "A buyer's question is answered the same day",
        why: "unanswered questions are lost orders",
        metric: "Questions answered the same day",
        measures: "engagement",
        things: [
            thing("message", "messages"),
            thing("reply template", "reply templates"),
            thing("chat thread", "chat threads"),
            thing("notification", "notifications"),
        ],
    },
    Area {
        name: "stock",
        prefix: "STK",
        goal: "What the page offers is on the shelf",
        why: "one order in thirty is cancelled for want of stock",
        metric: "Orders filled from the shelf",
        measures: "quality",
        things: [
            thing("stock count", "stock counts"),
            thing("shelf", "shelves"),
            thing("reorder", "reorders"),
            thing("supplier", "suppliers"),
        ],
    },
    Area {
        name: "pricing",
        prefix: "PRI",
        goal: "Shops price with what they know about demand",
        why: "prices change once a year, with the season",
        metric: "Shops that set a price themselves",
        measures: "adoption",
        things: [
            thing("price list", "price lists"),
            thing("discount", "discounts"),
            thing("bundle", "bundles"),
            thing("price alert", "price alerts"),
        ],
    },
    Area {
        name: "reports",
        prefix: "RPT",
        goal: "Owners see on Monday how the week before went",
        why: "the figures lie in four places",
        metric: "Owners who open a report each week",
        measures: "engagement",
        things: [
            thing("sales report", "sales reports"),
            thing("chart", "charts"),
            thing("export", "exports"),
            thing("weekly summary", "weekly summaries"),
        ],
    },
    Area {
        name: "onboarding",
        prefix: "ONB",
        goal: "A new shop sells on its first day",
        why: "half of the new shops never take an order",
        metric: "Shops with an order in week one",
        measures: "activation",
        things: [
            thing("shop profile", "shop profiles"),
            thing("setup step", "setup steps"),
            thing("sample product", "sample products"),
            thing("opening date", "opening dates"),
        ],
    },
    Area {
        name: "tills",
        prefix: "TIL",
        goal: "The counter and the website are one shop",
        why: "staff type every sale twice",
        metric: "Sales that reach the website by themselves",
        measures: "adoption",
        things: [
            thing("till", "tills"),
            thing("receipt", "receipts"),
            thing("cash drawer", "cash drawers"),
            thing("barcode", "barcodes"),
        ],
    },
    Area {
        name: "subscriptions",
        prefix: "SUB",
        goal: "Regulars get their usual order without asking",
        why: "regulars forget, and buy elsewhere",
        metric: "Subscriptions alive after six months",
        measures: "retention",
        things: [
            thing("subscription", "subscriptions"),
            thing("delivery pause", "delivery pauses"),
            thing("renewal", "renewals"),
            thing("trial box", "trial boxes"),
        ],
    },
];

const fn thing(one: &'static str, many: &'static str) -> Thing {
    Thing { one, many }
}
