/// Positions as a broker exports them: lots, brackets for what is short, and a total.
let brokerExport = """
    Account,Symbol,Description,Asset Class,Currency,Quantity,Mult,Close Price,Market Value
    U000,AAA,"AAA, INC.",STK,USD,"1,200",1,180.50,"216,600.00"
    U000,AAA,"AAA, INC.",STK,USD,300,1,180.50,"54,150.00"
    U000,BBB,BBB PLC,STK,USD,(50),1,400.00,"(20,000.00)"
    Total,,,,USD,,,,"250,750.00"

    """
