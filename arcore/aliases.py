"""The headings other systems give our columns, by table and column, in order of preference; written one after another with '|'.

Sources: the export layouts of 用友, 金蝶, 税务数电票, 纷享销客, Zoho, Salesforce, QuickBooks, Xero and SAP, and common home-made workbooks.
"""

from __future__ import annotations

from dataclasses import dataclass


def headings(joined: str) -> tuple[str, ...]:
    """Headings written one after another: 'Terms|Net Days'."""
    return tuple(joined.split("|")) if joined else ()


@dataclass(frozen=True)
class Known:
    """Foreign headings of a column. `weak` ones serve other columns too and count only where no stronger heading is there."""

    aliases: str = ""
    weak: str = ""
    supplier: str = ""


CUSTOMER_ID = (
    "客户编号|客户代码|客户代号|客户号|客户ID|客商编码|客商编号|客商代码|往来单位编码|往来单位编号|往来单位代码|往来编码|"
    "往来对象编码|单位编码|单位编号|单位代码|购货单位编码|结算单位编码|会员编号|Customer ID|Customer Number|"
    "Customer Code|Customer No|Cust. No.|Cust No|Cust ID|Customer Account|Account Number|Account No.|Client ID|"
    "Client No.|Client Code|Debtor No.|Debtor ID|Debtor Code|Sold-to Party|KUNNR|Kundennummer|Kunden-Nr.|Debitorennummer|"
    "Debitoren-Nr.|Kontonummer"
)
SUPPLIER_CUSTOMER_ID = (
    "供应商编码|供应商编号|供应商代码|供应商ID|供应商号|供方编码|厂商编号|Vendor ID|Vendor No.|Vendor Number|"
    "Vendor Code|Vendor Account|Supplier ID|Supplier No.|Supplier Number|Supplier Code|Creditor No.|LIFNR"
)
CUSTOMER_NAME = (
    "客户全称|客户全名|客户|客户名|客户单位|客户单位名称|客户公司|客户公司名称|客商名称|客商|往来单位|往来单位名称|往来客户|"
    "往来对象|往来单位全称|单位名称|公司名称|企业名称|购买方名称|购买方|购方名称|购方|购货单位|购货单位名称|购货方|"
    "购货方名称|结算单位|结算单位名称|结算客户|应收客户|债务人|欠款单位|欠款客户|付款单位|Customer|"
    "Customer Full Name|Display Name|Company Name|Company|Account Name|Client|Client Name|Debtor|Debtor Name|Buyer|"
    "Buyer Name|Bill To|Bill-to Name|Sold To|Contact Name|ContactName|Name 1|Kunde|Kundenname|"
    "Debitor|Cliente|Nom du client"
)
SUPPLIER_CUSTOMER_NAME = (
    "供应商名称|供应商|供应商全称|供货单位|供货商|供货商名称|供方|供方名称|厂商|厂商名称|销方名称|销售方名称|"
    "销货单位|销货方名称|收款单位名称|债权人|Vendor|Vendor Name|Supplier|Supplier Name|Creditor|Payee Name"
)
SUPPLIER_TAX_NO = "销方识别号|销方税号|销售方识别号|销售方纳税人识别号|供应商税号"
REGION = "区域|省份|省|城市|所属区域|所在地区|所属地区|销售区域|大区|片区|State|City|Territory|Area|Province|Country"
SALESPERSON = (
    "销售员|销售|销售人员|专管业务员|分管人员|负责人|客户经理|销售经理|业务经理|跟单员|所属销售|归属人|经办人|"
    "业务负责人|客户负责人|责任人|分管业务员|Sales Person|Sales Rep|Sales Representative|Owner|Account Owner|"
    "Invoice Owner|Account Manager|Rep|Sales Employee"
)
DEPARTMENT = "销售部门|分管部门|专管部门|所属部门|归属部门|部门名称|事业部|Sales Department|Division|Sales Office"
ENTITY = (
    "组织|销售组织|结算组织|收款组织|开票组织|财务组织|使用组织|公司主体|账套|法人主体|本方公司|所属公司|"
    "Company Code|Sales Org|Sales Organization|Legal Entity|Subsidiary|Business Unit"
)
TERM_TEXT = (
    "帐期|账期天数|帐期天数|信用期限|信用期|信用天数|信用账期|收款期限|付款期限|付款条件|收款条件|收款条款|付款条款|"
    "付款方式|结算方式|结账方式|结算周期|结算条件|收付款条件|账期说明|账期类型|Payment Term|Terms|"
    "Payment Terms Label|Terms of Payment|ZTERM|Net Days|Credit Days|Credit Period|Credit Terms|Due Days|Terms Days"
)
CURRENCY = (
    "币别|结算币别|结算币种|货币|原币别|原币币种|交易币种|币种名称|Currency Code|Curr.|Document Currency|Invoice Currency|CCY|"
    "Währung|Devise|Moneda"
)

CUSTOMERS: dict[str, Known] = {
    "customer_id": Known(
        CUSTOMER_ID,
        weak="编号|编码|代码|代号|Account|Account ID|Code|ID|No.|Number",
        supplier=SUPPLIER_CUSTOMER_ID,
    ),
    "customer_name": Known(
        CUSTOMER_NAME,
        weak="名称|单位|全称|公司|Name|Full Name|Organization|Organisation",
        supplier=SUPPLIER_CUSTOMER_NAME,
    ),
    "short_name": Known(
        "简称|助记码|客户助记码|往来单位简称|Search Term|Alias|Nickname|Abbreviation",
        supplier="供应商简称|供方简称",
    ),
    "former_name": Known(
        "更名前名称|原名称|原名|历史名称|别名|Former Names|Also Known As|Previous Name|AKA",
    ),
    "tax_no": Known(
        (
            "纳税人识别号|税号|购方税号|购方识别号|购方纳税人识别号|购买方识别号|购买方税号|购买方纳税人识别号|客户税号|统一编号|"
            "税务登记号|社会信用代码|信用代码|统一信用代码|纳税识别号|Tax ID|Tax No|Tax Number|TaxNumber|VAT Number|VAT No.|"
            "VAT ID|VAT Reg No.|Tax Registration Number|GSTIN|EIN|TIN"
        ),
        supplier=SUPPLIER_TAX_NO,
    ),
    "group_name": Known(
        (
            "集团|集团名称|所属集团名称|上级客户|上级单位|母公司|总公司|集团客户|Parent|Parent Account|Parent Company|"
            "Parent Customer|Group Name|Customer Group"
        ),
    ),
    "category": Known(
        (
            "客户类别|客户类型|客户性质|客户级别|客户来源|行业|所属行业|Customer Type|Customer Category|Customer Sub Type|"
            "Industry|Segment|Class"
        ),
        weak="分类|类别|类型|级别|Type|Rating",
        supplier="供应商分类|供应商类别|供应商类型",
    ),
    "size": Known(
        "规模|公司规模|人员规模|企业类型|中小企业|Size|Employees|Number of Employees",
    ),
    "region": Known(
        REGION,
    ),
    "salesperson": Known(
        SALESPERSON,
        supplier="采购员|采购负责人|采购人员|Buyer Name|Purchaser",
    ),
    "department": Known(
        DEPARTMENT,
        supplier="采购部门",
    ),
    "entity": Known(
        ENTITY,
    ),
    "contact": Known(
        "财务联系人|联系人姓名|主要联系人|对账联系人|联系人名称|Contact Person|Primary Contact",
    ),
    "phone": Known(
        ("手机|联系电话|电话号码|手机号|手机号码|联系方式|固定电话|联系手机|Phone Number|Mobile|Mobile Phone|Telephone|Tel|Work Phone"),
    ),
    "email": Known(
        "电子邮件|邮箱|邮件|邮箱地址|Email|EmailID|Email Address|Mail",
    ),
    "address": Known(
        (
            "注册地址|收货地址|通讯地址|联系地址|公司地址|单位地址|详细地址|Billing Address|Billing Street|Street|"
            "Address Line 1|Mailing Address|Shipping Address"
        ),
    ),
    "legal_representative": Known(
        "法人|法人代表|法定代表|Legal Rep",
    ),
    "bank_name": Known(
        "开户银行|开户行名称|银行|银行名称|Bank Name",
    ),
    "bank_account": Known(
        "银行帐号|开户行账号|银行账户|开户账号|账号|帐号|Bank Account No.|Bank Account Number|IBAN",
    ),
    "payers": Known(
        "代付方|代付款单位|第三方付款|付款人别名|Third Party Payer|Alternative Payer",
    ),
    "credit_limit": Known(
        (
            "授信额度|赊销额度|信用限额|最大欠款额|铺底额度|信用额|额度|欠款额度|应收额度|客户额度|CreditLimit|Credit Line|"
            "Credit Amount|Limit"
        ),
    ),
    "temporary_limit": Known(
        "临时信用额度|临时授信|临时授信额度|Temp Limit|Temporary Credit Limit",
    ),
    "temporary_from": Known(
        "临时额度开始|临时额度生效日|临时额度开始日期|Temporary Limit From",
    ),
    "temporary_to": Known(
        "临时额度结束|临时额度到期|临时额度到期日|临时额度失效日|Temporary Limit To|Temporary Limit Until",
    ),
    "term_text": Known(
        TERM_TEXT,
        weak="月结日|结算日|对账日",
    ),
    "unbilled_amount": Known(
        "未开票金额|发出商品|已发未开|暂估应收|已发货未开票金额|Delivered Not Invoiced|Unbilled",
    ),
    "order_amount": Known(
        "未发货订单金额|在手订单|未交订单|未执行订单|Open Order Amount|Backlog",
    ),
    "bill_amount": Known(
        "未到期票据金额|在手票据|应收票据|Bills Receivable|Notes Receivable",
    ),
    "opening_balance": Known(
        "期初余额|期初欠款|期初应收款|期初应收余额|期初金额|期初|年初余额|Beginning Balance|Opening AR",
        supplier="期初应付|期初应付款",
    ),
    "opening_date": Known(
        "期初日|建账日期|Opening Balance Date",
    ),
    "currency": Known(
        CURRENCY,
        weak="本位币|Local Currency",
    ),
    "grade": Known(
        "客户等级|信用级别|等级|信用评级|评级|Credit Rating|Credit Grade|Risk Class",
    ),
    "status": Known(
        "停用|是否停用|黑名单|合作状态|客户状态|使用状态|Is Active|On Hold|Active",
    ),
    "remark": Known(
        "说明|附注|备注说明|备注信息|Memo|Notes|Note|Remarks|Comment|Comments",
        weak="摘要|Description",
    ),
}

DOCUMENTS: dict[str, Known] = {
    "document_no": Known(
        (
            "单据编号|单据号码|应收单号|应收单编号|发票号|发票号码|发票编号|增值税发票号|票号|结算单号|结算单编号|对账单号|"
            "账单号|账单编号|销售单号|销售单编号|出库单号|出库单编号|送货单号|送货单编号|发货单号|发货单编号|交货单号|票据号|"
            "单号|Invoice Number|Invoice No.|Invoice No|Invoice #|Invoice Num|InvoiceNumber|Inv No.|Inv #|Inv. No.|"
            "Inv Number|Invoice ID|Invoice|Invoice Name|Invoice/Bill No.|Document Number|Document No|Doc No.|Doc. No.|"
            "Doc Number|Doc #|Inv|Inv No|Inv Num|Invoice Ref|Transaction Number|Transaction No.|Trans #|Bill No.|Billing Document|BELNR|"
            "Trx Number|Trx No.|统一发票号码|Belegnummer|Rechnungsnummer|Rechnungs-Nr.|Numéro de facture|N° facture|Número de factura"
        ),
        weak=(
            "凭证号|凭证字号|凭证编号|凭证号码|订单号|订单编号|销售订单号|销售订单编号|回款计划|回款计划编号|回款计划名称|"
            "编号|编码|号码|业务编号|业务单号|源单编号|Num|No.|No|Number|Reference|Reference No.|Ref|Ref No.|Ref.|Assignment|"
            "Order Number|Sales Order Number|ID"
        ),
        supplier=(
            "应付单号|应付单编号|采购发票号|采购发票号码|入库单号|采购入库单号|采购单号|采购单编号|供应商发票号|Bill Number|"
            "Bill No|Bill #|Supplier Invoice No.|Vendor Invoice No.|Vendor Invoice Number"
        ),
    ),
    "invoice_no": Known(
        "发票号码|税票号|增值税发票号|Invoice Number|Tax Invoice No.",
    ),
    "document_type": Known(
        (
            "业务类型|单据类别|发票票种|发票种类|发票类型|票种|应收类型|单据名称|交易类型|单据|Transaction Type|Doc. Type|"
            "Doc Type|Invoice Type|Trans Type|Trx Type|Belegart"
        ),
        weak="类型|类别|摘要类型|Type",
        supplier="应付类型",
    ),
    "customer_id": Known(
        CUSTOMER_ID,
        weak="客户|Customer|Account|Konto|编号|编码|代码|Account ID|单位编码",
        supplier=SUPPLIER_CUSTOMER_ID,
    ),
    "customer_name": Known(
        CUSTOMER_NAME,
        weak="名称|单位|公司|Name|Subject|Account",
        supplier=SUPPLIER_CUSTOMER_NAME,
    ),
    "tax_no": Known(
        (
            "纳税人识别号|税号|购方识别号|购方纳税人识别号|购买方识别号|购买方税号|购买方纳税人识别号|客户税号|统一编号|税务登记号|"
            "社会信用代码|信用代码|统一信用代码|纳税识别号|Tax ID|Tax No|Tax Number|TaxNumber|VAT Number|VAT No.|VAT ID|"
            "VAT Reg No.|Tax Registration Number|GSTIN|EIN|TIN"
        ),
        supplier=SUPPLIER_TAX_NO,
    ),
    "document_date": Known(
        (
            "开票日期|开票日|发票日期|业务日期|应收单日期|账单日期|交易日期|销售日期|出库日期|发货日期|送货日期|凭证日期|"
            "记账日期|入账日期|过账日期|制单日期|订单日期|开票时间|单据时间|业务时间|应收日期|确认日期|日期|Invoice Date|"
            "Inv Date|Inv. Date|Inv Dt|Invoice Dt|Dated|Date of Invoice|Document Dt|"
            "Doc. Date|Doc Date|Bill Date|Billing Date|Transaction Date|Trans Date|Date|Issue Date|"
            "Date Issued|Posting Date|Pstng Date|Baseline Payment Dte|Baseline Date|Created Date|Date Created|Trx Date|"
            "Belegdatum|Rechnungsdatum|Date de facture|Fecha de factura"
        ),
        weak="发生日期|时间|登记日期|Close Date|Entry Date",
        supplier="应付单日期|入库日期|采购日期",
    ),
    "delivery_date": Known(
        ("收货日期|到货日期|交货日期|签收日|发货日期|出库日期|送货日期|Ship Date|Shipping Date|Goods Issue Date|Received Date"),
    ),
    "acceptance_date": Known(
        "验收日|验收时间|验收合格日期",
    ),
    "invoice_received_date": Known(
        "发票签收日期|票到日期|收票日|发票送达日期|Invoice Received Date|Invoice Receipt Date",
    ),
    "due_date": Known(
        (
            "到期日期|应收到期日|收款到期日|付款到期日|到期时间|应收截止日期|应收日期|收款期限日|付款期限日|约定付款日|"
            "约定付款日期|约定收款日|约定回款日|最后付款日|最迟付款日|应收款日期|应付款日期|计划收款日期|计划收款日|"
            "计划回款日期|计划回款日|预计收款日期|预计回款日期|账期到期日|信用到期日|Due On|Due|Net Due Date|Net Due Dt|"
            "Due Dt|Pay By|Payable By|应付款到期日|账期到期|Payment Due Date|Payment Due|Maturity Date|Expected Payment Date|Duedate|"
            "Fälligkeit|Fälligkeitsdatum|Fällig am|Nettofälligkeit|Date d'échéance|Échéance|Fecha de vencimiento|Vencimiento"
        ),
        weak="收款期限|付款期限|还款日期",
        supplier="应付日期|应付到期日|付款日",
    ),
    "term_text": Known(
        TERM_TEXT,
    ),
    "amount": Known(
        (
            "价税合计金额|价税合计(大写除外)|含税金额|含税合计|含税总额|含税价款|应收金额|应收款金额|应收款|应收总额|"
            "应收账款|应收账款金额|原币应收金额|应收原币|发票金额|开票金额|已开票金额|发票总额|发票总金额|账单金额|单据金额|"
            "总金额|合计金额|总额|总计金额|合计|结算金额|销售金额|货款金额|货款|增加应收款|本期应收|原币金额|原币价税合计|"
            "计划回款金额|计划收款金额|金额|Total|Invoice Total|Grand Total|Total Amount|TotalAmount|Invoice Amount|"
            "InvoiceAmount|Inv Amount|Amount Incl. Tax|Amount Including Tax|Gross Amount|Gross|Original Amount|Orig. Amount|"
            "Amt|Amt.|Inv Amt|Inv. Amt|Invoice Amt|Invoice Value|Invoice Total Amount|Total Invoice Amount|含税总金额|"
            "应收合计|开票含税金额|含税开票金额|Document Amount|"
            "Doc Amount|Bill Amount|Billed Amount|Amount in doc. curr.|Amount in document currency|"
            "Amount in DC|Total Due|Total Amount Due|"
            "Value|Amount Due Original|Amount Original|Receivable|Receivables|应收|应收数|应收额|应收货款|"
            "Betrag|Bruttobetrag|Rechnungsbetrag|Montant|Montant TTC|Importe"
        ),
        weak=(
            "欠款金额|借方金额|借方|借方发生额|Debit|Debit Amount|Charges|本币金额|本位币金额|价税合计本位币金额|"
            "价税合计本位币|Amount in local currency|Amount in LC"
        ),
        supplier="应付金额|应付款|应付款金额|应付总额|应付账款|采购金额|增加应付款|本期应付",
    ),
    "net_amount": Known(
        (
            "未税金额|未税合计|不含税金额合计|不含税额|不含税价|未含税金额|不含税销售额|Sub Total|SubTotal|Subtotal|Net|"
            "Amount Excl. Tax|Taxable Amount|Net Value"
        ),
    ),
    "tax_amount": Known(
        "税金|税额合计|增值税额|销项税额|Tax Amount|TotalTax|Total Tax|VAT|VAT Amount|GST",
    ),
    "tax_rate": Known(
        "税率%|征收率|Tax %|Tax Percentage|VAT %|VAT Rate",
    ),
    "paid_amount": Known(
        (
            "已收款金额|已收款|已收|已回款|已回款金额|回款金额|收回金额|实收金额|已核销金额|已结算金额|已结金额|收回应收款|"
            "本期收回|累计收款|累计回款|累计已收|实际回款金额|收款金额|Amount Paid|InvoiceAmountPaid|Paid Amount|Payments|"
            "Payment Received|Received|Amount Received|Applied Amount|Amount Applied|Paid to Date|Amt Paid|Payments Received|Total Paid|"
            "Receipts|已到账|已到账金额|已收货款|已付款金额|收款累计"
        ),
        weak="贷方金额|已付|客户已付|已付货款|付款金额",
        supplier="已付金额|已付款|已付款金额|累计付款",
    ),
    "settled_date": Known(
        (
            "结清日|全额收款日期|收清日期|清账日期|清帐日期|Settlement Date|SettledDate|Clearing Date|Date Cleared|PaidDate|"
            "Paid Date|Date Paid|Fully Paid On Date"
        ),
    ),
    "open_amount": Known(
        (
            "未收款金额|未收款|未收|未收余额|未核销金额|未核销|未结金额|未结算金额|未回款金额|未回款|尚欠金额|尚欠|欠款余额|"
            "剩余金额|剩余未收|待收金额|应收未收|未清金额|未清余额|Open Amount|Balance Due|Amount Due|AmountDue|"
            "InvoiceAmountDue|Outstanding|Outstanding Amount|Outstanding Balance|Remaining Amount|Unpaid|Unpaid Amount|"
            "Remaining Balance|Due Amount|Amt Due|Outstanding Amt|Balance Outstanding|Open Bal|Open Item Amount|Amount Outstanding|"
            "未收货款|未到账金额|未收合计|欠款余额合计|未结余额|Amount Due Remaining|Amount Remaining|Balance Remaining|"
            "Offener Betrag|Offener Posten|Saldo offen|Solde dû|Saldo pendiente"
        ),
        weak="余额|应收余额|应收款余额|应收账款余额|欠款金额|欠款|期末余额|期末应收|未付|客户未付|未付货款|Balance|Total Due",
        supplier="未付金额|未付款|未付款金额|未付余额|应付余额|应付款余额",
    ),
    "currency": Known(
        CURRENCY,
        weak="本位币|Local Currency",
    ),
    "exchange_rate": Known(
        "本位币汇率|折算汇率|FX Rate|Rate|ExchangeRate",
    ),
    "salesperson": Known(
        SALESPERSON,
        supplier="采购员|采购负责人|采购人员|Purchaser",
    ),
    "department": Known(
        DEPARTMENT,
        supplier="采购部门",
    ),
    "region": Known(
        REGION,
    ),
    "entity": Known(
        ENTITY,
    ),
    "contract_no": Known(
        "合同编号|合同号码|合同|合同代码|销售合同号|销售合同编号|Contract|Contract No|Contract Number",
        supplier="采购合同号|采购合同编号",
    ),
    "order_no": Known(
        (
            "订单编号|订单号码|销售订单号|销售订单编号|销售订单|相关单据号|源单编号|源单号|客户订单号|客户PO|PurchaseOrder|"
            "Purchase Order|Purchase Order No.|PO Number|PO No.|PO #|P.O. #|P.O. Number|P.O. No.|Customer PO|Sales Order|"
            "Sales Order Number|Sales Order No.|SO Number|Order Number|Order No|Order #"
        ),
        weak="Reference",
        supplier="采购订单号|采购订单编号|采购订单",
    ),
    "project": Known(
        "项目名称|项目编号|工程名称|工程项目|Project Name|Project No.|Job|Job Name|Opportunity Name",
    ),
    "reversed_document_no": Known(
        (
            "红冲原发票号|原发票号|原发票号码|对应蓝字发票号码|蓝字发票号码|对应正数发票号码|被红冲发票号码|"
            "被红冲蓝字发票号码|对应蓝票号|原单据号|Original Invoice|Original Invoice No.|Reverses|Reversed Invoice|"
            "Credited Invoice|Invoice Reference|Applies To Invoice"
        ),
    ),
    "positive_flag": Known(
        "正数发票|Is Positive",
    ),
    "status": Known(
        (
            "审核状态|审批状态|生效状态|收款状态|核销状态|收款核销状态|开票核销状态|发票状态|回款状态|付款状态|开票状态|"
            "结算状态|是否对账|是否作废|作废标志|回款计划状态|状态|Invoice Status|Document Status|Doc Status|Payment Status|"
            "Void"
        ),
    ),
    "remark": Known(
        ("摘要|说明|备注说明|附注|备注信息|业务摘要|Memo|Memo/Description|Notes|Remarks|Text|Comment|Comments|Note|Item Text|Private Note"),
        weak="Reference|Description",
    ),
}

RECEIPTS: dict[str, Known] = {
    "receipt_no": Known(
        (
            "收款单编号|收款单据号|收款编号|回款编号|回款单号|回款单编号|收款流水号|银行流水号|流水号|交易流水号|银行流水|"
            "收据号|收据编号|Receipt Number|Receipt No|Receipt #|Payment Number|Payment No.|Payment #|Payment ID|Receipt ID|"
            "Check No.|Cheque No.|Transaction ID"
        ),
        weak=(
            "凭证号|凭证字号|凭证编号|单据编号|单据号|单号|编号|票据号|结算号|Num|No.|Number|Document Number|Document No.|"
            "Doc No.|Reference|Reference No.|Ref|Reference Number|ID"
        ),
        supplier="付款单号|付款单编号|付款编号",
    ),
    "customer_id": Known(
        CUSTOMER_ID,
        weak="客户|Customer|Account|编码|代码|编号|Account ID",
        supplier=SUPPLIER_CUSTOMER_ID,
    ),
    "customer_name": Known(
        (
            "客户全称|客户|客户名|客户单位|客户单位名称|客户公司|客户公司名称|客商名称|客商|往来单位|往来单位名称|往来客户|"
            "往来对象|往来单位全称|单位名称|公司名称|企业名称|购买方名称|购买方|购方名称|购方|购货单位|购货单位名称|购货方|"
            "购货方名称|结算单位|结算单位名称|结算客户|应收客户|债务人|欠款单位|欠款客户|Customer|Customer Full Name|"
            "Display Name|Company Name|Company|Account Name|Client|Client Name|Debtor|Debtor Name|Buyer|Buyer Name|Bill To|"
            "Bill-to Name|Sold To|Contact Name|ContactName|Name 1"
        ),
        weak="名称|单位|公司|Name|Account",
        supplier=SUPPLIER_CUSTOMER_NAME,
    ),
    "receipt_date": Known(
        (
            "收款日|收款时间|回款日期|回款日|回款时间|到账日期|到帐日期|到账日|到账时间|入账日期|实收日期|来款日期|进账日期|"
            "实际收款日期|实际回款日期|Payment Date|Date Received|Received Date|Paid Date|Date Paid|Deposit Date|Value Date|"
            "PaidDate"
        ),
        weak=("交易日期|交易时间|单据日期|业务日期|记账日期|凭证日期|日期|时间|Date|Posting Date|Document Date|Transaction Date"),
        supplier="付款日期|付款日|付款时间",
    ),
    "amount": Known(
        (
            "回款金额|到账金额|到帐金额|本次回款金额|本次收款金额|实收金额|实际收款金额|实际回款金额|来款金额|进账金额|"
            "收款额|回款额|入账金额|本次收款|本次回款|收款合计|Receipt Amount|Payment Amount|Amount Received|Received Amount|"
            "Amt Received|Amt Paid|Cash Received|收到金额|已收金额|Amount Paid|Paid Amount|Deposit Amount|Payment|Received"
        ),
        weak=(
            "金额|原币金额|交易金额|总金额|合计金额|贷方金额|贷方|贷方发生额|收入|收入金额|合计|Amount|Total|Total Amount|"
            "Credit|Credit Amount|核销金额|Applied Amount|Amount Applied"
        ),
        supplier="付款金额|本次付款金额|实付金额|实际付款金额|付款额",
    ),
    "currency": Known(
        CURRENCY,
        weak="本位币|Local Currency",
    ),
    "payer_name": Known(
        (
            "付款方|付款人|付款方名称|付款人名称|付款单位名称|付款客户|付款户名|来款单位|来款方|汇款人|汇款单位|对方户名|"
            "对方名称|对方单位|对方单位名称|收/付款人|交款人|缴款人|Payer Name|Paid By|Remitter|Received From|Payor"
        ),
    ),
    "payer_account": Known(
        "付款帐号|付款方账号|付款人账号|付款银行账号|对方账号|对方帐号|来款账号|汇款账号|Payer Account No.|From Account",
    ),
    "method": Known(
        "回款方式|结算方式|支付方式|付款方式|收款类型|收款渠道|Payment Method|Payment Mode|Mode|Pay Method|Payment Type",
        weak="类型|Type",
    ),
    "document_no": Known(
        (
            "对应发票|对应发票号|对应发票号码|核销发票|核销发票号|核销发票号码|核销单据|核销单据号|发票号|发票号码|源单编号|"
            "源单号|应收单号|应收单编号|对应单据号|对应单号|被核销单据号|销售订单编号|销售订单号|订单号|订单编号|发票编号|"
            "Invoice Number|Invoice No.|Invoice No|Invoice #|Invoice|InvoiceNumber|Applied To Invoice|Applied Invoice|"
            "Invoice Reference|Applies To"
        ),
        supplier="应付单号|对应采购发票|采购发票号",
    ),
    "applied_amount": Known(
        weak=(
            "核销金额|已核销金额|分配金额|核销本币金额|核销原币金额|核销发票金额|"
            "Applied Amount|Amount Applied|Allocated Amount|Amount Allocated"
        ),
    ),
    "discount": Known(
        "折扣金额|折扣|现金折扣金额|销售折扣|付现折扣|让利|Discount Amount|Cash Discount|Discount Taken",
    ),
    "fee": Known(
        "银行手续费|手续费用|费用|Bank Charges|Bank Charge|Fee|Fees|Bank Fees|Charges",
    ),
    "write_off": Known(
        "坏账金额|抹零|抹零金额|尾差|核销差额|坏账|Write Off|Write-off Amount|Writeoff|Rounding",
    ),
    "salesperson": Known(
        (
            "销售员|销售|销售人员|专管业务员|分管人员|负责人|客户经理|销售经理|业务经理|跟单员|所属销售|归属人|经办人|"
            "业务负责人|客户负责人|责任人|分管业务员|Sales Person|Sales Rep|Sales Representative|Owner|Account Owner|"
            "Invoice Owner|Account Manager|Rep|Sales Employee|经手人|收款人员"
        ),
    ),
    "entity": Known(
        ENTITY,
    ),
    "memo": Known(
        "备注|说明|附言|用途|交易附言|摘要说明|备注信息|Description|Notes|Remarks|Remark|Text|Comments|Note|Narrative",
    ),
}
