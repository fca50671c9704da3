"""Headings that serve no single column of ours but decide how a table is read, and headings that are known and left out.

A role is worked into columns: 年, 月, 日 become the document date; 借方 and 贷方 become documents and receipts.
"""

from __future__ import annotations

from arcore.aliases import headings
from arcore.schema import TableKind

Words = tuple[tuple[str, ...], tuple[str, ...]]
"""Strong and weak headings of a role."""

_DATE_PARTS: dict[str, Words] = {
    "_year": (headings("年|年度|会计年度|Fiscal Year"), ("Year",)),
    "_month": (("月",), ("Month",)),
    "_day": (("日",), ("Day",)),
}

ROLES: dict[TableKind, dict[str, Words]] = {
    TableKind.CUSTOMERS: {},
    TableKind.DOCUMENTS: {
        "_digital_no": (headings("数电发票号码|数电票号码|数电发票号|数电票号|全电发票号码|全电发票号|数字化电子发票号码"), ()),
        "_debit": (
            headings(
                "借方|借方金额|借方发生额|本期借方|本期发生额/借方|本期借方发生额|发生额/借方|借方本币|本期应收|增加应收款|应收增加|"
                "本期增加|本期增加应收|增加应收|本期应付|增加应付款|Debit|Debit Amount|Debits|Dr|Charges"
            ),
            (),
        ),
        "_credit": (
            headings(
                "贷方|贷方金额|贷方发生额|本期贷方|本期发生额/贷方|本期贷方发生额|发生额/贷方|贷方本币|本期收回|收回应收款|收取应收款|"
                "应收减少|本期减少|本期收款|减少应收款|减少应收|本期付款|支付应付款|Credit|Credit Amount|Credits|Cr|Payments/Credits"
            ),
            (),
        ),
        "_advance": (headings("增加预收款|增加预收|增加预付款|预收款|预收账款|预收帐款|本期预收|预付账款"), ()),
        "_direction": (headings("方向|借贷方向|余额方向|借/贷|借贷|借贷标志|Dr/Cr|D/C|Debit/Credit|Debit/Credit Ind"), ()),
        "_installment": (headings("期数|期次|分期|行项目|Line Item|Installment|Instalment"), ()),
        "_seller_name": (headings("销方名称|销售方名称|销货方名称|销售方"), ()),
        "_seller_tax": (headings("销方识别号|销方税号|销售方识别号|销方纳税人识别号|销售方纳税人识别号|销售方税号"), ()),
        "_line": (
            headings(
                "货物或应税劳务名称|货物或应税劳务、服务名称|项目名称|货物名称|商品名称|商品|商品编码|存货名称|存货编码|物料名称|物料编码|"
                "产品名称|产品|品名|税收分类编码|规格型号|规格|型号|数量|单价|含税单价|Item Name|Item|Item Desc|Item Description|Product|"
                "Product/Service|Product Name|SKU|InventoryItemCode|Quantity|Qty|UnitAmount|Unit Price|UnitPrice|Item Price|"
                "Item Total|LineAmount|Line Amount|Line Total|Sales Price"
            ),
            (),
        ),
        **_DATE_PARTS,
    },
    TableKind.RECEIPTS: dict(_DATE_PARTS),
}

KNOWN: tuple[str, ...] = headings(
    "序号|行号|逾期天数|过期天数|超期天数|账龄|账龄天数|未过期天数|逾期状态|账龄区间|占比|坏账准备|会计期间|凭证类型|凭证字|分录号|"
    "科目|科目编码|科目名称|方向|周转率|周转天数|发票来源|发票风险等级|开票人|特定业务类型|制单人|审核人|审核日期|收款人|复核人|"
    "创建时间|修改时间|数量|单价|规格型号|单位|计量单位|折扣率|本位币金额|本币金额|期末余额|本期借方|本期贷方|借方|贷方|期初余额|"
    "期初|本期应收|本期收回|增加应收款|增加预收款|收取应收款|期末应收款|对方科目|销售组|合同金额|订单金额|对账方式|本方确认人|"
    "生命状态|提醒日期|0-30天|1-30天|30天以内|31-60天|61-90天|91-120天|121-180天|91-180天|181-365天|1年以上|365天以上|账期内|未到期|"
    "预收金额|待核销|催收日期|催收方式|催收结果|客户反馈|承诺还款日|最后跟进时间|成交状态|传真|邮编|联行号|"
    "Arrears after net due date|Arrears for discount 1|Past Due|Aging|Age|Days Overdue|Days Late|Posting Key|Special G/L ind.|"
    "Net due date symbol|Due net|Payment Block|Local Currency|Amount in local currency|Clearing Document|Clearing date|Payment date|"
    "Debit/Credit ind|G/L Account|Profit Center|Discount|Stage|Balance|Adjustment|Item Name|Quantity|Item Price|Item Total|Item Tax|"
    "Item Tax Amount|Item Tax %|Last Payment Date|TrackingName1|TrackingOption1|TrackingName2|TrackingOption2|BrandingTheme|"
    "AccountCode|TaxType|POAddressLine1|POCity|PORegion|POPostalCode|POCountry|countryCode|Disputed|SettledDate|PaperlessDate|"
    "PaperlessBill|DaysToSettle|DaysLate|Fax|Website|Postal Code|ZIP"
)
