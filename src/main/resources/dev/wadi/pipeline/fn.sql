-- The macros of the schema Fn, as pipelines of AnkaFlow use them.

CREATE SCHEMA IF NOT EXISTS Fn
;

-- Arithmetic. What cannot be divided is 0.

CREATE OR REPLACE MACRO Fn.add(a, b) AS a + b
;
CREATE OR REPLACE MACRO Fn.plus(a, b) AS a + b
;
CREATE OR REPLACE MACRO Fn.minus(a, b) AS a - b
;
CREATE OR REPLACE MACRO Fn.mult(a, b) AS a * b
;
CREATE OR REPLACE MACRO Fn.div(a, b) AS CASE WHEN a IS NULL OR b IS NULL OR b = 0 THEN 0 ELSE a / b END
;

-- Casts. What cannot be cast is 0, or an empty text.

CREATE OR REPLACE MACRO Fn.int(a) AS COALESCE(TRY_CAST(a AS BIGINT), TRY_CAST(TRY_CAST(a AS DOUBLE) AS BIGINT), 0)
;
CREATE OR REPLACE MACRO Fn.float(a) AS COALESCE(TRY_CAST(a AS FLOAT), CAST(0 AS FLOAT))
;
CREATE OR REPLACE MACRO Fn.str(a) AS COALESCE(CAST(a AS VARCHAR), '')
;
CREATE OR REPLACE MACRO Fn.bool(a) AS
  lower(trim(COALESCE(CAST(a AS VARCHAR), ''))) NOT IN ('', '0', '0.0', 'false', 'f', 'no', 'n', 'off', 'none', 'null')
;

-- Dates. A zone in a text is left out; numbers are seconds, milliseconds or nanoseconds since 1970 by their size.

CREATE OR REPLACE MACRO Fn.dt_tokens(pattern) AS
  CASE WHEN contains(pattern, '%') THEN pattern
  ELSE replace(replace(replace(replace(replace(replace(pattern, 'YYYY', '%Y'), 'MM', '%m'), 'DD', '%d'), 'HH', '%H'),
    'mm', '%M'), 'ss', '%S') END
;
CREATE OR REPLACE MACRO Fn.dt_try(a) AS
  CASE
    WHEN typeof(a) IN ('TIMESTAMP', 'DATE') THEN TRY_CAST(a AS TIMESTAMP)
    WHEN regexp_full_match(trim(CAST(a AS VARCHAR)), '[-+]?\d+(\.\d+)?') THEN
      CASE
        WHEN abs(TRY_CAST(CAST(a AS VARCHAR) AS DOUBLE)) < 1e10
          THEN make_timestamp(CAST(TRY_CAST(CAST(a AS VARCHAR) AS DOUBLE) * 1000000 AS BIGINT))
        WHEN abs(TRY_CAST(CAST(a AS VARCHAR) AS DOUBLE)) < 1e14
          THEN make_timestamp(TRY_CAST(CAST(a AS VARCHAR) AS BIGINT) * 1000)
        ELSE make_timestamp(TRY_CAST(CAST(a AS VARCHAR) AS BIGINT) // 1000)
      END
    ELSE TRY_CAST(
      regexp_replace(trim(CAST(a AS VARCHAR)), '(\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)\s*(Z|UTC|[-+]\d{2}(:?\d{2})?)$', '\1')
      AS TIMESTAMP)
  END
;
CREATE OR REPLACE MACRO Fn.dt(a, pattern := NULL, fail_on_error := FALSE) AS
  COALESCE(
    CASE WHEN pattern IS NULL THEN Fn.dt_try(a)
      ELSE try_strptime(CAST(a AS VARCHAR), Fn.dt_tokens(COALESCE(pattern, '%Y'))) END,
    CASE WHEN fail_on_error
      THEN error('Fn.dt: ''' || COALESCE(CAST(a AS VARCHAR), 'NULL') || ''' is not a date')::TIMESTAMP
      ELSE TIMESTAMP '1970-01-01' END)
;
CREATE OR REPLACE MACRO Fn.dt_isoformat(d) AS strftime(Fn.dt(d), '%Y-%m-%dT%H:%M:%S')
;
CREATE OR REPLACE MACRO Fn.dt_yyyy_mm_dd(d) AS strftime(Fn.dt(d), '%Y-%m-%d')
;
CREATE OR REPLACE MACRO Fn.dt_YYYY(d) AS strftime(Fn.dt(d), '%Y')
;
CREATE OR REPLACE MACRO Fn.dt_MM(d) AS strftime(Fn.dt(d), '%m')
;
CREATE OR REPLACE MACRO Fn.dt_DD(d) AS strftime(Fn.dt(d), '%d')
;
CREATE OR REPLACE MACRO Fn.dt_HH(d) AS strftime(Fn.dt(d), '%H')
;
CREATE OR REPLACE MACRO Fn.dt_iso_year(d) AS isoyear(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_iso_week(d) AS weekofyear(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_iso_day(d) AS isodow(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_iso_week_day(d) AS isodow(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_iso_weekdate(d) AS strftime(Fn.dt(d), '%G-W%V-%u')
;
-- A name would be expected, and a date by its week is what AnkaFlow gives.
CREATE OR REPLACE MACRO Fn.dt_dayname(d) AS strftime(Fn.dt(d), '%G-W%V-%u')
;
CREATE OR REPLACE MACRO Fn.dt_monthname(d) AS monthname(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_quarter(d) AS quarter(Fn.dt(d))
;
CREATE OR REPLACE MACRO Fn.dt_add(d, days) AS Fn.dt(d) + to_days(CAST(days AS INTEGER))
;
CREATE OR REPLACE MACRO Fn.dt_boy(d) AS CAST(date_trunc('year', Fn.dt(d)) AS TIMESTAMP)
;
CREATE OR REPLACE MACRO Fn.dt_bom(d) AS CAST(date_trunc('month', Fn.dt(d)) AS TIMESTAMP)
;
CREATE OR REPLACE MACRO Fn.dt_eom(d) AS CAST(last_day(Fn.dt(d)) AS TIMESTAMP)
;
CREATE OR REPLACE MACRO Fn.dt_monday(d) AS CAST(date_trunc('week', Fn.dt(d)) AS TIMESTAMP)
;
-- The month in a year of quarters of 4, 4 and 5 weeks, by the ISO week; the 53rd belongs to the last month.
CREATE OR REPLACE MACRO Fn.month445(d) AS
  isoyear(Fn.dt(d)) || '-' || lpad(CAST(
    ((least(weekofyear(Fn.dt(d)), 52) - 1) // 13) * 3
    + CASE WHEN (least(weekofyear(Fn.dt(d)), 52) - 1) % 13 < 4 THEN 1
        WHEN (least(weekofyear(Fn.dt(d)), 52) - 1) % 13 < 8 THEN 2 ELSE 3 END AS VARCHAR), 2, '0')
;

-- Logic.

CREATE OR REPLACE MACRO Fn.eq(a, b) AS a = b
;
CREATE OR REPLACE MACRO Fn.ne(a, b) AS a <> b
;
CREATE OR REPLACE MACRO Fn.gt(a, b) AS a > b
;
CREATE OR REPLACE MACRO Fn.lt(a, b) AS a < b
;
CREATE OR REPLACE MACRO Fn.gte(a, b) AS a >= b
;
CREATE OR REPLACE MACRO Fn.lte(a, b) AS a <= b
;
CREATE OR REPLACE MACRO Fn.ifelse(condition, a, b) AS CASE WHEN condition THEN a ELSE b END
;
CREATE OR REPLACE MACRO Fn.when(condition, a, b) AS CASE WHEN condition THEN a ELSE b END
;
CREATE OR REPLACE MACRO Fn.and_(a, b) AS a AND b
;
CREATE OR REPLACE MACRO Fn.or_(a, b) AS a OR b
;
CREATE OR REPLACE MACRO Fn.not_(a) AS NOT a
;

-- Lists and text.

CREATE OR REPLACE MACRO Fn.uniquelist(a) AS list_sort(list_distinct(list(a)))
;
CREATE OR REPLACE MACRO Fn.has(a, b) AS COALESCE(contains(CAST(a AS VARCHAR), CAST(b AS VARCHAR)), FALSE)
;
CREATE OR REPLACE MACRO Fn.includes(a, pattern) AS COALESCE(regexp_matches(CAST(a AS VARCHAR), pattern), FALSE)
;
CREATE OR REPLACE MACRO Fn.extract(a, pattern) AS regexp_extract(CAST(a AS VARCHAR), pattern)
;
CREATE OR REPLACE MACRO Fn.trim(a) AS trim(CAST(a AS VARCHAR))
;

-- Validation: the value, or the end of the run.

CREATE OR REPLACE MACRO Fn.valid(value, fine, allow_null, what) AS
  CASE WHEN COALESCE(fine, value IS NULL AND allow_null) THEN value
    ELSE error('Fn.' || what || ': ''' || COALESCE(CAST(value AS VARCHAR), 'NULL') || ''' is not valid') END
;
CREATE OR REPLACE MACRO Fn.validate_regex(value, pattern, allow_null) AS
  Fn.valid(value, regexp_matches(CAST(value AS VARCHAR), pattern), allow_null, 'validate_regex')
;
CREATE OR REPLACE MACRO Fn.validate_gt(value, threshold, allow_null) AS
  Fn.valid(value, value > threshold, allow_null, 'validate_gt')
;
CREATE OR REPLACE MACRO Fn.validate_lt(value, threshold, allow_null) AS
  Fn.valid(value, value < threshold, allow_null, 'validate_lt')
;
CREATE OR REPLACE MACRO Fn.validate_between(value, low, high, allow_null) AS
  Fn.valid(value, value BETWEEN low AND high, allow_null, 'validate_between')
;
CREATE OR REPLACE MACRO Fn.validate_not_between(value, low, high, allow_null) AS
  Fn.valid(value, value NOT BETWEEN low AND high, allow_null, 'validate_not_between')
;

-- Tables.

CREATE OR REPLACE MACRO Fn.columns(relation) AS TABLE
  SELECT column_name AS name, data_type AS type FROM duckdb_columns()
  WHERE lower(table_name) = lower(relation) AND schema_name = 'main' ORDER BY column_index
;
CREATE OR REPLACE MACRO Fn.calendar() AS TABLE
  SELECT
    CAST(day AS DATE) AS date,
    year(day) AS year,
    month(day) AS month,
    dayofmonth(day) AS day,
    quarter(day) AS quarter,
    strftime(day, '%Y-%m') AS year_month,
    monthname(day) AS month_name,
    dayname(day) AS day_name,
    dayofyear(day) AS day_of_year,
    isoyear(day) AS iso_year,
    weekofyear(day) AS iso_week,
    isodow(day) AS iso_day,
    strftime(day, '%G-W%V-%u') AS iso_weekdate,
    CAST(date_trunc('month', day) AS DATE) AS month_begins,
    CAST(last_day(day) AS DATE) AS month_ends
  FROM (SELECT unnest(generate_series(
    CAST(current_date - INTERVAL 4 YEAR AS TIMESTAMP),
    CAST(current_date + INTERVAL 1 YEAR AS TIMESTAMP),
    INTERVAL 1 DAY)) AS day)
;
