-- Work without end.
-- expect: limit fuel|deadline|memory
::a:: goto a
