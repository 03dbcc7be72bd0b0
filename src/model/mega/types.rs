//! An attribute's type as six languages name it.

/// The keys that every attribute gets, in the order of [`names`].
pub(super) const KEYS: [&str; 6] = ["tsType", "rustType", "pyType", "goType", "javaType", "sqlType"];

/// One row: the type as LLM teams write it, then TypeScript, Rust, Python, Go, Java, SQL.
const TABLE: [(&[&str], [&str; 6]); 22] = [
    (
        &["string", "str", "char", "varchar", "character varying", "citext"],
        ["string", "String", "str", "string", "String", "VARCHAR(255)"],
    ),
    (&["text", "longtext", "mediumtext", "markdown", "html", "clob"], ["string", "String", "str", "string", "String", "TEXT"]),
    (
        &["email", "url", "uri", "phone", "slug", "password", "ip", "ipaddress", "color", "locale", "currency", "country"],
        ["string", "String", "str", "string", "String", "VARCHAR(255)"],
    ),
    (&["uuid", "guid"], ["string", "uuid::Uuid", "UUID", "uuid.UUID", "UUID", "UUID"]),
    (&["id", "ulid", "cuid", "nanoid"], ["string", "String", "str", "string", "String", "VARCHAR(36)"]),
    (&["integer", "int", "int4", "int32", "i32", "number_int", "serial"], ["number", "i32", "int", "int", "Integer", "INTEGER"]),
    (&["bigint", "long", "int8", "int64", "i64", "bigserial"], ["number", "i64", "int", "int64", "Long", "BIGINT"]),
    (&["smallint", "short", "int2", "int16", "tinyint", "byte", "i16"], ["number", "i16", "int", "int16", "Short", "SMALLINT"]),
    (&["unsigned", "uint", "uint32", "u32", "unsigned integer"], ["number", "u32", "int", "uint32", "Long", "INTEGER"]),
    (&["float", "float4", "float32", "real", "f32"], ["number", "f32", "float", "float32", "Float", "REAL"]),
    (
        &["number", "double", "double precision", "float8", "float64", "f64"],
        ["number", "f64", "float", "float64", "Double", "DOUBLE PRECISION"],
    ),
    (
        &["decimal", "numeric", "money", "price", "amount", "percentage", "percent"],
        ["number", "rust_decimal::Decimal", "Decimal", "decimal.Decimal", "BigDecimal", "NUMERIC(12, 2)"],
    ),
    (&["boolean", "bool", "flag", "bit"], ["boolean", "bool", "bool", "bool", "Boolean", "BOOLEAN"]),
    (
        &["timestamp", "datetime", "timestamptz", "timestamp with time zone", "timestamp without time zone", "instant"],
        ["Date", "chrono::DateTime<chrono::Utc>", "datetime", "time.Time", "Instant", "TIMESTAMPTZ"],
    ),
    (&["date", "localdate"], ["Date", "chrono::NaiveDate", "date", "time.Time", "LocalDate", "DATE"]),
    (&["time", "timetz", "localtime"], ["string", "chrono::NaiveTime", "time", "time.Time", "LocalTime", "TIME"]),
    (&["duration", "interval"], ["number", "std::time::Duration", "timedelta", "time.Duration", "Duration", "INTERVAL"]),
    (&["enum", "select", "choice"], ["string", "String", "str", "string", "String", "VARCHAR(50)"]),
    (
        &["json", "jsonb", "object", "map", "dict", "record", "hash"],
        ["Record<string, unknown>", "serde_json::Value", "dict[str, Any]", "map[string]any", "Map<String, Object>", "JSONB"],
    ),
    (&["binary", "blob", "bytea", "bytes", "buffer", "file"], ["Uint8Array", "Vec<u8>", "bytes", "[]byte", "byte[]", "BYTEA"]),
    (
        &["point", "geometry", "geography", "geojson", "location"],
        ["{ lat: number; lng: number }", "(f64, f64)", "tuple[float, float]", "[2]float64", "double[]", "POINT"],
    ),
    (&["any", "unknown", "mixed"], ANY),
];

const ANY: [&str; 6] = ["any", "serde_json::Value", "Any", "any", "Object", "TEXT"];

/// A type in six languages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TypeNames {
    /// In the order of [`KEYS`].
    pub(super) names: [String; 6],
    /// Whether the type is one that is known; else the names say "anything".
    pub(super) is_known: bool,
}

/// What a type is called. `items` is an array's `items:`; `is_entity` tells names of other entities.
pub(super) fn names(written: &str, items: Option<&str>, is_entity: &dyn Fn(&str) -> bool) -> TypeNames {
    let written = written.trim();
    let written = written.strip_suffix('?').unwrap_or(written).trim_end();
    let lower = written.to_lowercase();
    let list = |of: &str| {
        let of = names(of, None, is_entity);
        let [ts, rust, py, go, java, sql] = &of.names;
        let ts = if ts.contains([' ', '|']) { format!("({ts})[]") } else { format!("{ts}[]") };
        let sql = if of.is_known { format!("{sql}[]") } else { "JSONB".to_owned() };
        TypeNames {
            names: [ts, format!("Vec<{rust}>"), format!("list[{py}]"), format!("[]{go}"), format!("List<{java}>"), sql],
            is_known: of.is_known,
        }
    };
    if let Some(of) = written.strip_suffix("[]") {
        return list(of);
    }
    for wrapper in ["array<", "list<", "vec<", "set<", "array[", "list[", "array of ", "list of "] {
        if lower.starts_with(wrapper) {
            return list(written[wrapper.len()..].trim_end_matches(['>', ']']));
        }
    }
    if ["array", "list", "set"].contains(&lower.as_str()) {
        return list(items.unwrap_or("unknown"));
    }
    if is_entity(written) {
        let [ts, rust, py, go, java] = [written; 5].map(str::to_owned);
        return TypeNames { names: [ts, rust, py, go, java, "UUID".to_owned()], is_known: true };
    }
    // `varchar(80)`, `numeric(10, 2)`: the bounds matter to SQL alone.
    let (base, bounds) = match lower.split_once('(') {
        Some((base, bounds)) => (base.trim(), Some(bounds.trim_end_matches(')').trim())),
        None => (lower.as_str(), None),
    };
    let Some((_, row)) = TABLE.iter().find(|(spellings, _)| spellings.contains(&base)) else {
        return TypeNames { names: ANY.map(str::to_owned), is_known: false };
    };
    let mut names = row.map(str::to_owned);
    if let Some(bounds) =
        bounds.filter(|bounds| !bounds.is_empty() && bounds.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b' ')))
    {
        let sql = names[5].split('(').next().unwrap_or_default().to_owned();
        if ["VARCHAR", "NUMERIC"].contains(&sql.as_str()) {
            names[5] = format!("{sql}({bounds})");
        }
    }
    TypeNames { names, is_known: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_a_name_in_every_language() {
        let is_entity = |name: &str| name == "Order";
        for (written, ts, rust, sql) in [
            ("string", "string", "String", "VARCHAR(255)"),
            ("UUID", "string", "uuid::Uuid", "UUID"),
            ("timestamp", "Date", "chrono::DateTime<chrono::Utc>", "TIMESTAMPTZ"),
            ("decimal(10, 3)", "number", "rust_decimal::Decimal", "NUMERIC(10, 3)"),
            ("varchar(80)", "string", "String", "VARCHAR(80)"),
            ("string[]", "string[]", "Vec<String>", "VARCHAR(255)[]"),
            ("array<int>", "number[]", "Vec<i32>", "INTEGER[]"),
            ("list[str]", "string[]", "Vec<String>", "VARCHAR(255)[]"),
            ("string?", "string", "String", "VARCHAR(255)"),
            ("Order", "Order", "Order", "UUID"),
            ("Order[]", "Order[]", "Vec<Order>", "UUID[]"),
        ] {
            let found = names(written, None, &is_entity);
            assert!(found.is_known, "{written}");
            assert_eq!([&found.names[0], &found.names[1], &found.names[5]], [ts, rust, sql], "{written}");
        }
        let unknown = names("cron", None, &is_entity);
        assert_eq!((unknown.is_known, unknown.names[0].as_str()), (false, "any"));
        assert_eq!(names("array", Some("uuid"), &is_entity).names[0], "string[]");
    }

    #[test]
    fn no_spelling_stands_in_two_rows() {
        let mut all: Vec<_> = TABLE.iter().flat_map(|(spellings, _)| spellings.iter()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
