"""The invented company 华东示例机电有限公司 and the script that writes its workbooks."""
