-- What the shop has in its database before Wadi comes.
create table orders (id integer primary key, customer text not null, item text not null, amount numeric(10, 2) not null, paid boolean not null);
insert into orders values
  (1, 'Ada', 'lamp', 39.50, true),
  (2, 'Grace', 'desk', 210.00, true),
  (3, 'Ada', 'chair', 89.90, false),
  (4, 'Edsger', 'notebook', 4.25, true),
  (5, 'Grace', 'lamp', 39.50, true),
  (6, 'Barbara', 'shelf', 129.00, true),
  (7, 'Ada', 'desk', 210.00, true);
